// SPDX-License-Identifier: Apache-2.0
#include "infra/settings/setting_list.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace parcours {
namespace {

using p = process_settings;
constexpr std::int64_t port_most = 65'535;

std::vector<setting> storage_settings() {
    return {
        {"charter", &p::charter, "The charter's file; its text is adopted by an event at the first start."},
        {"data.folder", &p::data_folder, "Where log, journal, read models and vault lie; one process at a time."},
        {"texts.folder", &p::texts_folder, "Where fr.toml and en.toml lie."},
        {"log.kind", &p::log, "Where events are kept.", 0, 0, {"embedded", "kafka"}},
        {"log.partitions", &p::log_partitions, "Fixed when a log is created; later only compared.", 1, 1'024},
        {"log.queue_mib_max", &p::log_queue_mib_max,
         "Records waiting to be appended, MiB; beyond it commands are answered 503.", 1, 4'096},
        {"memory.budget_mib", &p::memory_budget_mib, "Block cache and write buffers of all databases together, MiB.",
         32, 1'048'576},
        {"vault.recovery",
         &p::vault_recovery,
         "How the vault's anchor can be restored; \"none\" says that losing this disk loses all personal data.",
         0,
         0,
         {"", "none"}},
        {"vault.keys_cached_max", &p::vault_keys_cached_max, "Opened keys kept in locked memory.", 1'000, 10'000'000},
    };
}

std::vector<setting> kafka_settings() {
    return {
        {"kafka.bootstrap", &p::kafka_bootstrap, "Brokers, host:port separated by commas."},
        {"kafka.prefix", &p::kafka_prefix, "Of the topics' names: <prefix>.events."},
        {"kafka.security",
         &p::kafka_security,
         "How brokers and this process make sure of each other: TLS where it ends in ssl, a user and password where it "
         "begins with sasl.",
         0,
         0,
         {"plaintext", "ssl", "sasl_plaintext", "sasl_ssl"}},
        {"kafka.ca_file", &p::kafka_ca_file,
         "TLS: whose certificates brokers must show, PEM; empty: those that this machine trusts."},
        {"kafka.certificate_file", &p::kafka_certificate_file,
         "TLS: the certificate that this process shows, PEM; empty: none."},
        {"kafka.key_file", &p::kafka_key_file, "TLS: its key, PEM, readable by its owner alone."},
        {"kafka.sasl_mechanism",
         &p::kafka_sasl_mechanism,
         "How the password is shown; PLAIN with TLS only.",
         0,
         0,
         {"PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"}},
        {"kafka.sasl_user", &p::kafka_sasl_user, "SASL: the user."},
        {"kafka.sasl_password_file", &p::kafka_sasl_password_file,
         "SASL: a file with the password as its one line, readable by its owner alone."},
        {"kafka.request_timeout_ms", &p::kafka_request_timeout_ms,
         "For one question to the brokers, ms; beyond it it is asked again, and at the start the process ends.", 100,
         60'000},
        {"kafka.delivery_timeout_ms", &p::kafka_delivery_timeout_ms,
         "Time to confirm a record that was sent, ms; beyond it its command is in doubt.", 100, 60'000},
    };
}

std::vector<setting> command_settings() {
    return {
        {"executor.pending_max", &p::executor_pending_max,
         "Commits of a partition appended and not yet read back; further commands wait.", 1, 10'000},
        {"executor.queue_max", &p::executor_queue_max,
         "Commands of a partition waiting to be decided; beyond it they are answered 503.", 1, 1'000'000},
        {"executor.states_mib", &p::executor_states_mib, "States of streams kept for deciding, MiB in all.", 1, 65'536},
        {"executor.doubt_s_max", &p::executor_doubt_s_max,
         "Age of a commit that was not read back at which its commands are answered 503 in_doubt, s.", 1, 600},
        {"command.deadline_s", &p::command_deadline_s, "Age at which a command is dropped undecided, s.", 1, 300},
        {"runner.queue_max", &p::runner_queue_max,
         "Accepted commits waiting in memory for the read models; beyond it they are read from the journal.", 1,
         1'000'000},
        {"runner.group_max", &p::runner_group_max, "Commits folded into one write.", 1, 100'000},
        {"relations.max_age_ms", &p::relations_max_age_ms,
         "Age of the relations' last confirmation at which reads of what is not public are answered 503, ms.", 100,
         60'000},
        {"read_after.wait_ms", &p::read_after_wait_ms,
         "How long a read waits for the caller's own writes before it is answered 503, ms.", 0, 30'000},
    };
}

std::vector<setting> http_settings() {
    return {
        {"http.address", &p::http_address, "The address that people's programs connect to."},
        {"http.port", &p::http_port, "Its port; 0: any that is free.", 0, port_most},
        {"http.threads", &p::http_threads, "Threads that parse requests and answer them.", 1, 256},
        {"http.certificate_file",
         &p::http_certificate_file,
         "TLS: the certificate chain, PEM; empty: in clear.",
         0,
         0,
         {},
         true},
        {"http.key_file", &p::http_key_file, "TLS: its key, PEM, readable by its owner alone.", 0, 0, {}, true},
        {"http.origins", &p::http_origins, "Pages of these origins may call (CORS)."},
        {"http.trusted_proxies", &p::http_trusted_proxies, "Addresses or networks whose X-Forwarded-* is believed."},
        {"http.connections_max", &p::http_connections_max,
         "Connections at once; beyond it the one that has waited for its client longest, of the address that has most, "
         "ends for a newcomer; where all are busy the newcomer is told 503 and closed.",
         1, 1'000'000},
        {"http.connections_per_address_max", &p::http_connections_per_address_max,
         "Connections of one address at once; beyond it the same among its own.", 1, 1'000'000},
        {"http.body_kib_max", &p::http_body_kib_max, "Length of a request's body, KiB; beyond it 413.", 1, 65'536},
        {"http.head_kib_max", &p::http_head_kib_max, "Length of a request's head, KiB; beyond it 431.", 1, 256},
        {"http.request_timeout_ms", &p::http_request_timeout_ms,
         "Time to send a request, ms; beyond it 408 and the connection ends.", 100, 600'000},
        {"http.idle_timeout_ms", &p::http_idle_timeout_ms, "Silence after which a connection ends, ms.", 100,
         3'600'000},
        {"http.answer_timeout_ms", &p::http_answer_timeout_ms, "Time to answer, ms; beyond it 503.", 100, 600'000},
        {"http.requests_per_second",
         &p::http_requests_per_second,
         "Of one account; beyond it 429.",
         1,
         1'000'000,
         {},
         true},
        {"http.registrations_per_hour", &p::http_registrations_per_hour,
         "Accounts that visitors open, or try to, from one address; beyond it 429.", 1, 1'000'000},
        {"http.creations_per_hour", &p::http_creations_per_hour,
         "Accounts that one account creates, or tries to; administrators' are not counted. Beyond it 429.", 1,
         1'000'000},
        {"http.drain_s", &p::http_drain_s, "How long a stop waits for what is being answered, s.", 0, 600},
    };
}

std::vector<setting> operation_settings() {
    return {
        {"operator.address", &p::operator_address, "The operator's port authenticates nobody: keep it on loopback."},
        {"operator.port", &p::operator_port, "/metrics, /healthz, /readyz, /log-level; 0: any that is free.", 0,
         port_most},
        {"control.socket", &p::control_socket,
         "The local socket of `parcours ctl`; empty: control.socket in the data folder."},
        {"links.page", &p::links_page,
         "The page on which people choose a password; a link is it, '#' and the token. Empty: the token alone."},
        {"credentials.threads", &p::credentials_threads, "Threads that verify passwords, 64 MiB each.", 1, 64},
        {"credentials.queue_max", &p::credentials_queue_max,
         "Passwords waiting to be verified or hashed; beyond it a client that failed lately gives its place to one "
         "that did not, and both to one that signed in from there before; else 503.",
         1, 100'000},
        {"credentials.wait_s", &p::credentials_wait_s,
         "How long a password waits to be verified or hashed, s; beyond it 503.", 1, 300},
        {"credentials.queue_of_client_max", &p::credentials_queue_of_client_max,
         "Of those, so many are one client's; beyond it 429. Clients take turns, and each has one verified at a time.",
         1, 100'000},
        {"credentials.failures_per_minute", &p::credentials_failures_per_minute,
         "Failed sign-ins of one e-mail address from one client; beyond it 429.", 1, 1'000},
        {"credentials.client_failures_per_minute", &p::credentials_client_failures_per_minute,
         "Failed sign-ins of one client, whatever the e-mail addresses, but for those with which it signed in before; "
         "beyond it 429.",
         1, 100'000},
        {"credentials.sessions_max", &p::credentials_sessions_max,
         "Open sessions of one account; when another begins, the one unused for longest ends.", 1, 1'000},
        {"logging.level",
         &p::logging_level,
         "The least level that is written.",
         0,
         0,
         {"debug", "info", "warning", "error"},
         true},
    };
}

std::string range_of(const setting& one) {
    if (std::holds_alternative<setting::number>(one.member)) return fmt::format("{} to {}", one.least, one.most);
    std::vector<std::string> quoted;
    for (const auto& each : one.choices) quoted.push_back('"' + each + '"');
    return fmt::format("{}", fmt::join(quoted, ", "));
}

}  // namespace

const std::vector<setting>& all_settings() {
    static const auto all = [] {
        std::vector<setting> found;
        for (auto part :
             {storage_settings(), kafka_settings(), command_settings(), http_settings(), operation_settings()})
            std::move(part.begin(), part.end(), std::back_inserter(found));
        return found;
    }();
    return all;
}

std::string environment_name(const setting& one) {
    std::string name = "PARCOURS_";
    for (const char letter : one.key)
        name += letter == '.' ? '_' : static_cast<char>(letter >= 'a' && letter <= 'z' ? letter - 'a' + 'A' : letter);
    return name;
}

std::string default_text(const setting& one) {
    const process_settings fresh;
    if (const auto* number = std::get_if<setting::number>(&one.member)) return std::to_string(fresh.**number);
    if (const auto* text = std::get_if<setting::text>(&one.member)) return '"' + fresh.**text + '"';
    return "[]";
}

std::string settings_markdown() {
    std::string page =
        "<!-- Generated by the test of infra/settings; PARCOURS_WRITE_GOLDEN=1 writes it anew. -->\n# Settings and "
        "limits\n\n"
        "Each stands in the settings file as `[table] key`, in the environment as `PARCOURS_TABLE_KEY`, and on the "
        "command line as `--set table.key=value`; the later one wins. Those marked ↻ are taken anew on SIGHUP.\n\n"
        "| setting | default | range | what it is, and what happens |\n|---|---|---|---|\n";
    for (const auto& one : all_settings())
        page += fmt::format("| `{}`{} | `{}` | {} | {} |\n", one.key, one.reloads ? " ↻" : "", default_text(one),
                            range_of(one), one.meaning);
    return page;
}

}  // namespace parcours
