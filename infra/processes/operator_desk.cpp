// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/operator_desk.hpp"

#include <chrono>
#include <set>

#include <boost/json.hpp>

#include "infra/control/control_protocol.hpp"

namespace parcours {
namespace {

namespace json = boost::json;

control_answer done(const json::object& what) { return {0, json::serialize(what)}; }
control_answer not_done(const std::string& why) { return {1, control_error(why)}; }
control_answer not_understood(const std::string& why) { return {2, control_error(why)}; }
control_answer not_done(const failure& why) {
    return why.code == failure_code::invalid ? not_understood(why.context) : not_done(why.context);
}

// A stream as people write it, with the prefix of whatever kind it is: "app_…", "person_…".
std::optional<id128> read_stream(std::string_view text) {
    const auto cut = text.rfind('_');
    return cut == std::string_view::npos ? std::nullopt : parse_base32(text.substr(cut + 1));
}

json::object json_of(const issued_link& link) {
    return {{"account", to_string(link.account)},
            {"purpose", link.purpose == token_purpose::activation ? "activation" : "password_reset"},
            {"token", link.token}};
}

control_answer answer_of(const tl::expected<issued_link, std::string>& issued) {
    return issued ? done(json_of(*issued)) : not_done(issued.error());
}

// "role=administrator": an unknown name, or one said twice, is a mistake.
std::optional<std::string> read_account(const std::vector<std::string>& words, new_account& into) {
    std::set<std::string> said;
    for (std::size_t i = 2; i < words.size(); ++i) {
        const auto cut = words[i].find('=');
        const std::string name = words[i].substr(0, cut);
        const std::string value = cut == std::string::npos ? "" : words[i].substr(cut + 1);
        if (!said.insert(name).second) return name + " is said twice";
        if (name == "role")
            into.role = value;
        else if (name == "email")
            into.email = value;
        else if (name == "first_name")
            into.first_name = value;
        else if (name == "last_name")
            into.last_name = value;
        else if (name == "birth_date")
            into.birth_date = value;
        else if (name == "organisation")
            into.organisation = value;
        else
            return "an account has no such part";
    }
    if (into.role.empty() || into.email.empty()) return "role and email are needed";
    return std::nullopt;
}

}  // namespace

void operator_desk::take(const std::vector<std::string>& words, answering then) {
    const auto first = words.empty() ? std::string() : words.front();
    if (first == "status" && words.size() == 1) return then(status());
    if (first == "log-level" && words.size() == 2) return then(set_log_level(words[1]));
    if (first == "parked" && words.size() >= 2) return parked(words, then);
    if (first == "admin" && words.size() >= 2) return administer(words, then);
    if (first == "drain" && words.size() == 1) {
        reach_.log.write(log_level::info, "drain_asked", {});
        reach_.drain();
        return then(done({{"draining", true}}));
    }
    if (first == "rebuild" && words.size() == 2) {
        const auto errand = [this, projection = words[1]] {
            const auto begun = std::chrono::steady_clock::now();
            const auto rebuilt = reach_.models.rebuild_and_switch(projection);
            if (!rebuilt) return not_done(rebuilt.error());
            const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begun;
            reach_.log.write(log_level::info, "projection_rebuilt",
                             {log_field::name(projection),
                              log_field::count("commits", static_cast<std::int64_t>(rebuilt->commits))});
            return done({{"projection", projection},
                         {"commits", rebuilt->commits},
                         {"events", rebuilt->events},
                         {"passes", rebuilt->passes},
                         {"seconds", spent.count()}});
        };
        return run_apart(errand, std::move(then));
    }
    then(not_understood("these words mean nothing here"));
}

control_answer operator_desk::status() const {
    json::array checks;
    bool ready = true;
    for (const auto& each : reach_.checks()) {
        ready = ready && each.ready;
        checks.push_back({{"name", each.name}, {"ready", each.ready}, {"detail", each.detail}});
    }
    json::array projections;
    for (const auto& each : reach_.models.lags())
        projections.push_back({{"name", each.name},
                               {"version", each.version},
                               {"offsets_behind", each.offsets_behind},
                               {"parked", each.parked},
                               {"failed", each.failed}});
    json::array resets;
    for (const auto& each : reach_.letters.waiting())
        resets.push_back(
            {{"account", to_string(each.account)}, {"asked_at", to_string(each.asked_at)}, {"times", each.times}});
    json::object told{{"ready", ready},
                      {"checks", std::move(checks)},
                      {"log_level", to_string(reach_.log.level())},
                      {"projections", std::move(projections)},
                      {"rebuild", nullptr},
                      {"password_resets", std::move(resets)}};
    if (const auto one = reach_.models.rebuild_under_way())
        told["rebuild"] = {{"projection", one->projection},
                           {"commits_read", one->progress.commits_read},
                           {"commits_total", one->progress.commits_total}};
    return done(told);
}

control_answer operator_desk::set_log_level(const std::string& level) {
    const auto wanted = parse_log_level(level);
    if (!wanted) return not_understood("a level is debug, info, warning or error");
    reach_.log.set_level(*wanted);
    return done({{"log_level", to_string(*wanted)}});
}

void operator_desk::parked(const std::vector<std::string>& words, const answering& then) {
    if (words[1] == "list" && words.size() == 2) return then(list_parked(reach_.models.names()));
    if (words[1] == "list" && words.size() == 3) return then(list_parked({words[2]}));
    const bool leave_out = words[1] == "release";
    if (words.size() != 4 || (!leave_out && words[1] != "retry"))
        return then(not_understood("parked list [PROJECTION], parked retry or release PROJECTION STREAM"));
    const auto stream = read_stream(words[3]);
    if (!stream) return then(not_understood("a stream is named by its id, as `parked list` shows it"));
    run_apart(
        [this, projection = words[2], stream = *stream, leave_out] {
            if (const auto taken = reach_.models.take_up(projection, stream, leave_out); !taken)
                return not_done(taken.error());
            reach_.log.write(log_level::warning, leave_out ? "parked_released" : "parked_retried",
                             {log_field::name(projection)});
            return done({{"projection", projection}, {"parked", false}});
        },
        then);
}

control_answer operator_desk::list_parked(const std::vector<std::string>& projections) const {
    json::array all;
    for (const auto& name : projections) {
        const auto found = reach_.models.parked_of(name);
        if (!found) return not_done(found.error());
        for (const auto& each : *found)
            all.push_back({{"projection", name},
                           {"stream", to_string(each.stream)},
                           {"kind", to_string(each.stream.kind)},
                           {"partition", each.at.partition},
                           {"offset", each.at.offset},
                           {"reason", each.reason}});
    }
    return done({{"parked", std::move(all)}});
}

void operator_desk::administer(const std::vector<std::string>& words, const answering& then) {
    if (words[1] == "link" && words.size() == 3) {
        const auto account = parse_id<person_id>(words[2]);
        if (!account) return then(not_understood("an account is named by its id, person_…"));
        return then(answer_of(reach_.accounts.link(*account)));
    }
    if (words[1] != "create") return then(not_understood("admin create or admin link ACCOUNT"));
    new_account asked;
    if (const auto mistake = read_account(words, asked)) return then(not_understood(*mistake));
    reach_.accounts.create(asked, [then](const auto& issued) { then(answer_of(issued)); });
}

void operator_desk::run_apart(std::function<control_answer()> errand, answering then) {
    const std::lock_guard hold(guard_);
    if (stopped_ || busy_) return then(not_done(stopped_ ? "the process is ending" : "another errand is under way"));
    if (errand_.joinable()) errand_.join();
    busy_ = true;
    errand_ = std::thread([this, errand = std::move(errand), then = std::move(then)] {
        auto answer = errand();
        {
            const std::lock_guard hold_again(guard_);
            busy_ = false;
        }
        then(std::move(answer));
    });
}

void operator_desk::stop() {
    {
        const std::lock_guard hold(guard_);
        stopped_ = true;
    }
    if (errand_.joinable()) errand_.join();
}

}  // namespace parcours
