// SPDX-License-Identifier: Apache-2.0
#include "infra/settings/read_settings.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "infra/settings/nearest.hpp"
#include "infra/settings/setting_list.hpp"
#include "infra/settings/toml_file.hpp"

namespace parcours {
namespace {

// What is wrong with a value, or nothing; the value is taken where nothing is.
using complaint = std::optional<std::string>;

complaint take_number(const setting& one, std::int64_t value, process_settings& into) {
    if (value < one.least || value > one.most)
        return fmt::format("\"{}\" must be {} to {}, and is {}", one.key, one.least, one.most, value);
    into.*std::get<setting::number>(one.member) = value;
    return std::nullopt;
}

complaint take_text(const setting& one, const std::string& value, process_settings& into) {
    if (!one.choices.empty() && std::find(one.choices.begin(), one.choices.end(), value) == one.choices.end())
        return fmt::format("\"{}\" must be one of \"{}\", and is \"{}\"", one.key, fmt::join(one.choices, "\", \""),
                           value);
    into.*std::get<setting::text>(one.member) = value;
    return std::nullopt;
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find(','), text.size());
        if (end > 0) parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

complaint take_written(const setting& one, const std::string& value, process_settings& into) {
    if (std::holds_alternative<setting::text>(one.member)) return take_text(one, value, into);
    if (std::holds_alternative<setting::texts>(one.member)) {
        into.*std::get<setting::texts>(one.member) = split(value);
        return std::nullopt;
    }
    std::int64_t number = 0;
    const auto* end = value.data() + value.size();
    if (const auto [at, error] = std::from_chars(value.data(), end, number); error != std::errc{} || at != end)
        return fmt::format("\"{}\" must be a whole number", one.key);
    return take_number(one, number, into);
}

complaint take_node(const setting& one, const toml_node& value, process_settings& into) {
    const auto wrong = [&](std::string_view wanted) {
        return fmt::format("\"{}\" must be {}, and is {}", one.key, wanted, to_string(value.what));
    };
    if (std::holds_alternative<setting::number>(one.member))
        return value.what == toml_node::kind::integer ? take_number(one, value.integer, into)
                                                      : complaint(wrong("a whole number"));
    if (std::holds_alternative<setting::text>(one.member))
        return value.what == toml_node::kind::text ? take_text(one, value.text, into) : complaint(wrong("a text"));
    if (value.what != toml_node::kind::list) return wrong("a list of texts");
    std::vector<std::string> texts;
    for (const auto& each : value.items) {
        if (each.what != toml_node::kind::text) return wrong("a list of texts");
        texts.push_back(each.text);
    }
    into.*std::get<setting::texts>(one.member) = std::move(texts);
    return std::nullopt;
}

const setting* find(std::string_view key) {
    const auto& all = all_settings();
    const auto found = std::find_if(all.begin(), all.end(), [&](const setting& one) { return one.key == key; });
    return found == all.end() ? nullptr : &*found;
}

std::vector<std::string> known_keys() {
    std::vector<std::string> keys;
    for (const auto& one : all_settings()) keys.emplace_back(one.key);
    return keys;
}

void take_table(const std::string& prefix, const toml_node& table, const std::string& file, process_settings& into,
                std::vector<file_problem>& problems) {
    for (const auto& entry : table.entries) {
        const std::string key = prefix + entry.key;
        const auto* one = find(key);
        if (one == nullptr && prefix.empty() && entry.value.what == toml_node::kind::table) {
            take_table(key + '.', entry.value, file, into, problems);
            continue;
        }
        const auto said =
            one == nullptr ? complaint(unknown_word("setting", key, known_keys())) : take_node(*one, entry.value, into);
        if (said) problems.push_back({file, entry.at.line, entry.at.column, *said});
    }
}

// Names in the manner of a setting that are none: "PARCOURS_HTTP_PRT". Others of the prefix are not ours to judge.
void refuse_unknown_names(const std::vector<std::string>& names, std::vector<file_problem>& problems) {
    std::vector<std::string> known;
    std::set<std::string> sections;
    for (const auto& one : all_settings()) {
        known.push_back(environment_name(one));
        if (const auto dot = one.key.find('.'); dot != std::string_view::npos)
            sections.insert(known.back().substr(0, std::string_view("PARCOURS_").size() + dot + 1));
    }
    for (const auto& name : names) {
        const bool ours = std::any_of(sections.begin(), sections.end(),
                                      [&](const std::string& section) { return name.starts_with(section); });
        if (ours && std::find(known.begin(), known.end(), name) == known.end())
            problems.push_back({name, 0, 0, unknown_word("setting", name, known)});
    }
}

void take_file(const std::string& path, process_settings& into, std::vector<file_problem>& problems) {
    const auto text = read_text_file(path);
    if (!text) return problems.push_back(text.error());
    const auto root = parse_toml(*text, path);
    if (!root) return problems.push_back(root.error());
    take_table({}, *root, path, into, problems);
}

bool is_host_and_port(std::string_view text) {
    const auto cut = text.rfind(':');
    if (cut == std::string_view::npos || cut == 0 || text.find_first_of(" \t/@") != std::string_view::npos)
        return false;
    const auto digits = text.substr(cut + 1);
    unsigned port = 0;
    const auto [at, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    return error == std::errc{} && at == digits.data() + digits.size() && port >= 1 && port <= 65'535;
}

// What is asked of brokers must hold together, so that nothing which was meant to protect is silently left out.
std::vector<std::string> kafka_contradictions(const process_settings& read) {
    std::vector<std::string> all;
    const bool tls = read.kafka_security.ends_with("ssl");
    const bool sasl = read.kafka_security.starts_with("sasl");
    const auto left_out = [&](bool used, std::string_view key, const std::string& value) {
        if (!used && !value.empty())
            all.push_back(fmt::format("\"{}\" is given, and \"kafka.security\" is \"{}\": it would not be used", key,
                                      read.kafka_security));
    };
    left_out(tls, "kafka.ca_file", read.kafka_ca_file);
    left_out(tls, "kafka.certificate_file", read.kafka_certificate_file);
    left_out(tls, "kafka.key_file", read.kafka_key_file);
    left_out(sasl, "kafka.sasl_user", read.kafka_sasl_user);
    left_out(sasl, "kafka.sasl_password_file", read.kafka_sasl_password_file);
    if (read.kafka_certificate_file.empty() != read.kafka_key_file.empty())
        all.emplace_back("\"kafka.certificate_file\" and \"kafka.key_file\" belong together: one is missing");
    if (sasl && (read.kafka_sasl_user.empty() || read.kafka_sasl_password_file.empty()))
        all.push_back(
            fmt::format("\"kafka.security\" is \"{}\", which asks for \"kafka.sasl_user\" and "
                        "\"kafka.sasl_password_file\"",
                        read.kafka_security));
    if (read.kafka_security == "sasl_plaintext" && read.kafka_sasl_mechanism == "PLAIN")
        all.emplace_back(
            "\"kafka.sasl_mechanism\" is \"PLAIN\" without TLS: everybody on the way could read the password");
    return all;
}

void refuse_contradictions(const process_settings& read, std::vector<file_problem>& problems) {
    const auto refuse = [&](std::string reason) { problems.push_back({"settings", 0, 0, std::move(reason)}); };
    if (read.log == "kafka" && read.kafka_bootstrap.empty())
        refuse("\"log.kind\" is \"kafka\", and \"kafka.bootstrap\" names no broker");
    for (const auto& each : split(read.kafka_bootstrap))
        if (!is_host_and_port(each)) refuse(fmt::format("\"kafka.bootstrap\": \"{}\" is not host:port", each));
    for (const auto& each : kafka_contradictions(read)) refuse(each);
    if (read.http_certificate_file.empty() != read.http_key_file.empty())
        refuse("\"http.certificate_file\" and \"http.key_file\" belong together: one is missing");
    if (read.data_folder.empty()) refuse("\"data.folder\" is empty: where is everything kept?");
    if (read.http_port != 0 && read.http_port == read.operator_port && read.http_address == read.operator_address)
        refuse("\"http.port\" and \"operator.port\" are one port of one address");
    if (read.vault_recovery.empty())
        refuse(
            "\"vault.recovery\" is empty: say \"none\" to run without a recovery key; then losing this disk loses all "
            "personal data");
}

}  // namespace

tl::expected<process_settings, std::vector<file_problem>> read_settings(const settings_sources& from) {
    process_settings read;
    std::vector<file_problem> problems;
    if (from.file) take_file(*from.file, read, problems);
    for (const auto& one : all_settings()) {
        if (!from.environment) break;
        const auto name = environment_name(one);
        const auto value = from.environment(name);
        if (!value) continue;
        if (const auto said = take_written(one, *value, read)) problems.push_back({name, 0, 0, *said});
    }
    refuse_unknown_names(from.environment_names, problems);
    for (const auto& [key, value] : from.flags) {
        const auto* one = find(key);
        const auto said =
            one == nullptr ? complaint(unknown_word("setting", key, known_keys())) : take_written(*one, value, read);
        if (said) problems.push_back({"--set " + key, 0, 0, *said});
    }
    if (problems.empty()) refuse_contradictions(read, problems);
    if (!problems.empty()) return tl::unexpected(std::move(problems));
    return read;
}

}  // namespace parcours
