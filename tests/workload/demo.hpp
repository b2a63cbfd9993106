// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "infra/settings/process_settings.hpp"

namespace parcours::workload {

struct demo_options {
    std::string data;  // empty: a folder of its own
    bool keep = false;
    std::string charter = "atouts-pour-tous";
    std::string log = "embedded";
    std::string kafka;  // bootstrap address
    std::uint16_t port = 8080;
    std::uint16_t operator_port = 9090;
    std::uint64_t seed = 1;
    std::string profile = "demo";
    std::string profiles = "tests/workload/profiles.toml";
    double days = 365;
    bool over_http = false;    // people act over HTTP while the life is lived; else in this process
    std::size_t accounts = 1;  // of each role that get a password; of recruiters one more
    std::string deeds;         // file that is told every step, with what people wrote; empty: none
    std::string sessions;      // file of tokens of sessions, one a line; empty: none
    std::size_t sessions_count = 500;
    std::int64_t memory_mib = 128;  // a demo is small; a measurement takes what a platform is given
};

// Somebody whom a demo shows. Nobody real: the password may be told.
struct demo_account {
    std::string role;
    std::string email;
    std::string password;
    std::string id;
};

// What a demo folder says of itself, so that a later start tells the same: a file of its own, for this user alone. It
// holds invented people's passwords; a folder without it is nobody's demo and is not touched.
struct demo_note {
    std::string charter;
    std::string kafka_prefix;
    std::vector<demo_account> accounts;
};
tl::expected<demo_note, std::string> read_note(const std::string& folder);
tl::expected<void, std::string> write_note(const std::string& folder, const demo_note& note);
bool has_note(const std::string& folder);

// "amber-…": 16 characters of 32, so 80 bits; easy to copy.
std::string make_password();

process_settings settings_of(const demo_options& options, const demo_note& note, const std::string& folder);

// What is printed once the ports are open: one line of JSON, or a table and how to sign in.
std::string as_json(const std::string& url, const std::string& operator_url, const std::string& folder,
                    const demo_note& note);
std::string as_table(const std::string& url, const std::string& operator_url, const std::string& folder,
                     const demo_note& note);

}  // namespace parcours::workload
