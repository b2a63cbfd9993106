// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/operator_text.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace parcours {
namespace {

namespace json = boost::json;

// Of an answer of our own, whose members are known.
json::object object_of(std::string_view text) {
    json::error_code error;
    auto parsed = json::parse(text, error);
    return !error && parsed.is_object() ? std::move(parsed).as_object() : json::object{};
}
std::string text_in(const json::object& from, std::string_view name) {
    const auto* found = from.if_contains(name);
    if (found == nullptr) return {};
    return found->is_string() ? std::string(found->as_string()) : json::serialize(*found);
}
std::int64_t number_in(const json::object& from, std::string_view name) {
    const auto* found = from.if_contains(name);
    return found != nullptr && found->is_number() ? found->to_number<std::int64_t>() : 0;
}
bool truth_in(const json::object& from, std::string_view name) {
    const auto* found = from.if_contains(name);
    return found != nullptr && found->is_bool() && found->as_bool();
}
template <class Show>
void each_in(const json::object& from, std::string_view name, const Show& show) {
    const auto* found = from.if_contains(name);
    if (found == nullptr || !found->is_array()) return;
    for (const auto& each : found->as_array())
        if (each.is_object()) show(each.as_object());
}

std::string told_rebuild(const json::object& one) {
    const auto read = number_in(one, "commits_read");
    const auto total = number_in(one, "commits_total");
    const auto share = total > 0 ? fmt::format(" ({} %)", std::min<std::int64_t>(100 * read / total, 100)) : "";
    return fmt::format("rebuilding {}: {} of {} commits{}", text_in(one, "projection"), read, total, share);
}

std::string told_status(const json::object& told) {
    std::string text = fmt::format("ready: {}\n", truth_in(told, "ready") ? "yes" : "no");
    each_in(told, "checks", [&](const json::object& each) {
        text += fmt::format("  {:<14} {:<10} {}\n", text_in(each, "name"),
                            truth_in(each, "ready") ? "ready" : "not ready", text_in(each, "detail"));
    });
    text += fmt::format("log level: {}\n", text_in(told, "log_level"));
    text += fmt::format("projections:\n  {:<20} {:>7} {:>8} {:>7}\n", "", "version", "behind", "parked");
    each_in(told, "projections", [&](const json::object& each) {
        text += fmt::format("  {:<20} {:>7} {:>8} {:>7}{}\n", text_in(each, "name"), number_in(each, "version"),
                            number_in(each, "offsets_behind"), number_in(each, "parked"),
                            truth_in(each, "failed") ? "  its table failed" : "");
    });
    const auto* rebuild = told.if_contains("rebuild");
    if (rebuild != nullptr && rebuild->is_object()) text += told_rebuild(rebuild->as_object()) + "\n";
    each_in(told, "password_resets", [&](const json::object& each) {
        text += fmt::format("asked for a new password: {0}, {1} times, last at {2}; `parcours admin link {0}`\n",
                            text_in(each, "account"), number_in(each, "times"), text_in(each, "asked_at"));
    });
    return text;
}

std::string told_parked(const json::object& told) {
    std::string text;
    each_in(told, "parked", [&](const json::object& each) {
        text += fmt::format("{} {} at {}.{}: {}\n", text_in(each, "projection"), text_in(each, "stream"),
                            number_in(each, "partition"), number_in(each, "offset"), text_in(each, "reason"));
    });
    return text.empty() ? "nothing is parked\n" : text;
}

}  // namespace

std::string text_of_answer(const std::vector<std::string>& words, std::string_view answered) {
    const auto told = object_of(answered);
    if (told.contains("error")) return text_in(told, "error") + "\n";
    const std::string first = words.empty() ? "" : words.front();
    if (first == "status") return told_status(told);
    if (first == "parked" && words.size() > 1 && words[1] == "list") return told_parked(told);
    if (first == "parked") return fmt::format("{} goes on with the stream\n", text_in(told, "projection"));
    if (first == "log-level") return fmt::format("log level: {}\n", text_in(told, "log_level"));
    if (first == "drain") return "the process finishes what it has begun, and ends\n";
    if (first == "rebuild")
        return fmt::format("{} is rebuilt: {} commits, {} events, {} passes\n", text_in(told, "projection"),
                           number_in(told, "commits"), number_in(told, "events"), number_in(told, "passes"));
    return std::string(answered) + "\n";
}

std::string progress_of(std::string_view status_json) {
    const auto told = object_of(status_json);
    const auto* rebuild = told.if_contains("rebuild");
    return rebuild != nullptr && rebuild->is_object() ? told_rebuild(rebuild->as_object()) : std::string();
}

std::string text_of_error(std::string_view json) { return text_in(object_of(json), "error"); }

std::string text_of_link(std::string_view answered, std::string_view page) {
    const auto told = object_of(answered);
    if (told.contains("error")) return text_in(told, "error") + "\n";
    const bool activation = text_in(told, "purpose") == "activation";
    const auto account = text_in(told, "account");
    const auto token = text_in(told, "token");
    const auto what = activation ? "activates the account and chooses its password" : "chooses a new password";
    if (!page.empty())
        return fmt::format("account: {}\nWho opens this link {}, once:\n{}#{}\n", account, what, page, token);
    return fmt::format("account: {}\nWho holds this token {}, once, by POST {}:\n{}\n", account, what,
                       activation ? "/v1/activations" : "/v1/password-resets", token);
}

std::string json_with_link(std::string_view answered, std::string_view page) {
    auto told = object_of(answered);
    if (!page.empty() && told.contains("token")) told["link"] = std::string(page) + "#" + text_in(told, "token");
    return json::serialize(told);
}

}  // namespace parcours
