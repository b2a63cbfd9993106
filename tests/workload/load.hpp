// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <tl/expected.hpp>

namespace parcours::workload {

// Somebody signed in, as a line of the file of sessions says: role, id, token.
struct signed_in {
    std::string role;
    std::string id;
    std::string token;
};
tl::expected<std::vector<signed_in>, std::string> read_sessions(const std::string& path);

struct load_options {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8080;
    std::size_t connections = 64;
    double seconds = 20;
    double commands_share = 0.15;  // of the requests; the others read
    std::uint64_t seed = 1;
    std::vector<std::string> reads{"/v1/me", "/v1/dashboard", "/v1/applications?limit=50", "/v1/offers?limit=50"};
};

// One kind of request: how many were answered, and how long each took.
struct load_figures {
    std::vector<float> latencies_ms;
    std::map<int, std::size_t> statuses;
};
struct load_report {
    double seconds = 0;
    load_figures commands;
    load_figures reads;
    std::size_t broken = 0;  // connections that ended before their answer
};

// As many connections as told, each sending its next request when the last is answered, in turn for each of those who
// are signed in. Blocks for the time of the load.
load_report run_load(const load_options& options, const std::vector<signed_in>& people);
std::string as_json(const load_options& options, const load_report& report);

}  // namespace parcours::workload
