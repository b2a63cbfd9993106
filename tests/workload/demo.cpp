// SPDX-License-Identifier: Apache-2.0
#include "tests/workload/demo.hpp"

#include <filesystem>

#include <boost/json.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "infra/settings/toml_file.hpp"
#include "infra/system/system_entropy.hpp"

namespace parcours::workload {

namespace json = boost::json;
namespace files = std::filesystem;

namespace {

using told_why = tl::unexpected<std::string>;

std::string note_of(const std::string& folder) { return folder + "/demo.json"; }

json::array accounts_of(const demo_note& note) {
    json::array all;
    for (const auto& each : note.accounts)
        all.push_back(
            json::object{{"role", each.role}, {"email", each.email}, {"password", each.password}, {"id", each.id}});
    return all;
}

std::string text_at(const json::value& of, std::string_view name) {
    const auto* found = of.as_object().if_contains(name);
    return found != nullptr && found->is_string() ? std::string(found->as_string()) : "";
}

}  // namespace

bool has_note(const std::string& folder) { return files::exists(note_of(folder)); }

tl::expected<demo_note, std::string> read_note(const std::string& folder) {
    const auto text = read_text_file(note_of(folder));
    if (!text) return told_why(to_string(text.error()));
    json::error_code error;
    const auto parsed = json::parse(*text, error);
    if (error || !parsed.is_object()) return told_why(note_of(folder) + " is damaged");
    demo_note note{text_at(parsed, "charter"), text_at(parsed, "kafka_prefix"), {}};
    const auto* accounts = parsed.as_object().if_contains("accounts");
    if (accounts == nullptr || !accounts->is_array()) return told_why(note_of(folder) + " is damaged");
    for (const auto& each : accounts->as_array())
        note.accounts.push_back(
            {text_at(each, "role"), text_at(each, "email"), text_at(each, "password"), text_at(each, "id")});
    return note;
}

tl::expected<void, std::string> write_note(const std::string& folder, const demo_note& note) {
    const std::string text = json::serialize(
        json::object{{"charter", note.charter}, {"kafka_prefix", note.kafka_prefix}, {"accounts", accounts_of(note)}});
    const std::string beside = note_of(folder) + ".new";
    const int file = open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) return told_why(beside + " cannot be written");
    const bool whole = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && fsync(file) == 0;
    close(file);
    std::error_code error;
    if (whole) files::rename(beside, note_of(folder), error);
    if (!whole || error) return told_why(note_of(folder) + " cannot be written");
    return {};
}

std::string make_password() {
    constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz023456789";
    static_assert(letters.size() == 32);
    constexpr std::size_t groups = 4, length = 4;
    std::array<unsigned char, groups * length> octets{};
    system_entropy random;
    random.fill(octets.data(), octets.size());
    std::string made;
    for (std::size_t i = 0; i < octets.size(); ++i) {
        if (i > 0 && i % length == 0) made += '-';
        made += letters[octets[i] % letters.size()];
    }
    return made;
}

process_settings settings_of(const demo_options& options, const demo_note& note, const std::string& folder) {
    process_settings made;
    made.charter = "charters/" + note.charter + ".toml";
    made.data_folder = folder;
    made.log = options.log;
    made.kafka_bootstrap = options.kafka;
    if (options.log == "kafka") made.kafka_prefix = note.kafka_prefix;
    made.http_port = options.port;
    made.operator_port = options.operator_port;
    made.http_registrations_per_hour = 1'000'000;  // a year's people come from one address here
    made.http_creations_per_hour = 1'000'000;      // and a year's accounts are made within minutes
    made.vault_recovery = "none";
    made.memory_budget_mib = options.memory_mib;
    made.logging_level = "warning";
    return made;
}

std::string as_json(const std::string& url, const std::string& operator_url, const std::string& folder,
                    const demo_note& note) {
    return json::serialize(
        json::object{{"url", url}, {"operator_url", operator_url}, {"data", folder}, {"accounts", accounts_of(note)}});
}

std::string as_table(const std::string& url, const std::string& operator_url, const std::string& folder,
                     const demo_note& note) {
    std::string told =
        fmt::format("\nParcours serves {} at {}\n  API     {}/openapi.json\n  health  {}/readyz\n  data    {}\n\n",
                    note.charter, url, url, operator_url, folder);
    for (const auto& each : note.accounts)
        told += fmt::format("  {:<14} {:<44} {}\n", each.role, each.email, each.password);
    const demo_account* shown = nullptr;
    for (const auto& each : note.accounts)
        if (shown == nullptr && each.role == "recruiter") shown = &each;
    if (shown == nullptr) return told;
    told += fmt::format(
        "\nSign in as the recruiter and list what her organisation may see:\n\n"
        "  TOKEN=$(curl -s {}/v1/sessions -H 'Content-Type: application/json' \\\n"
        "    -d '{{\"email\":\"{}\",\"password\":\"{}\"}}' | sed 's/.*\"token\":\"\\([^\"]*\\)\".*/\\1/')\n"
        "  curl -s {}/v1/applications -H \"Authorization: Bearer $TOKEN\"\n\nCtrl-C ends it.\n",
        url, shown->email, shown->password, url);
    return told;
}

}  // namespace parcours::workload
