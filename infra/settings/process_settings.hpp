// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace parcours {

// Everything that a process can be told, with its default. What each means stands in setting_list.cpp, once.
struct process_settings {
    std::string charter = "charters/atouts-pour-tous.toml";
    std::string data_folder = "parcours-data";
    std::string texts_folder = "texts";

    std::string log = "embedded";
    std::int64_t log_partitions = 8;
    std::int64_t log_queue_mib_max = 64;
    std::string kafka_bootstrap;
    std::string kafka_prefix = "parcours";
    std::string kafka_security = "plaintext";
    std::string kafka_ca_file;
    std::string kafka_certificate_file;
    std::string kafka_key_file;
    std::string kafka_sasl_mechanism = "SCRAM-SHA-512";
    std::string kafka_sasl_user;
    std::string kafka_sasl_password_file;
    std::int64_t kafka_request_timeout_ms = 10'000;
    std::int64_t kafka_delivery_timeout_ms = 10'000;

    std::int64_t memory_budget_mib = 512;
    std::int64_t executor_pending_max = 64;
    std::int64_t executor_queue_max = 4'096;
    std::int64_t executor_states_mib = 64;
    std::int64_t executor_doubt_s_max = 10;
    std::int64_t command_deadline_s = 60;
    std::int64_t runner_queue_max = 4'096;
    std::int64_t runner_group_max = 512;
    std::int64_t relations_max_age_ms = 5'000;
    std::int64_t read_after_wait_ms = 2'000;

    std::string http_address = "127.0.0.1";
    std::int64_t http_port = 8080;
    std::int64_t http_threads = 2;
    std::string http_certificate_file;
    std::string http_key_file;
    std::vector<std::string> http_origins;
    std::vector<std::string> http_trusted_proxies;
    std::int64_t http_connections_max = 1'000;
    std::int64_t http_connections_per_address_max = 500;
    std::int64_t http_body_kib_max = 1'024;
    std::int64_t http_head_kib_max = 16;
    std::int64_t http_request_timeout_ms = 10'000;
    std::int64_t http_idle_timeout_ms = 60'000;
    std::int64_t http_answer_timeout_ms = 30'000;
    std::int64_t http_requests_per_second = 100;
    std::int64_t http_registrations_per_hour = 20;
    std::int64_t http_creations_per_hour = 100;
    std::int64_t http_drain_s = 10;

    std::string operator_address = "127.0.0.1";
    std::int64_t operator_port = 9090;
    std::string control_socket;
    std::string links_page;

    std::string vault_recovery;
    std::int64_t vault_keys_cached_max = 60'000;
    std::int64_t credentials_threads = 1;
    std::int64_t credentials_queue_max = 256;
    std::int64_t credentials_wait_s = 15;
    std::int64_t credentials_queue_of_client_max = 16;
    std::int64_t credentials_failures_per_minute = 5;
    std::int64_t credentials_client_failures_per_minute = 30;
    std::int64_t credentials_sessions_max = 100;

    std::string logging_level = "info";

    // Not a setting that stays, so that no start gives up what is damaged but the one that an operator asked it of.
    bool cut_log_at_damage = false;
    bool operator==(const process_settings&) const = default;
};

}  // namespace parcours
