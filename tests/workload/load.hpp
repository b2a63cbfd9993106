// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "tests/workload/load_work.hpp"

namespace parcours::workload {

tl::expected<std::vector<signed_in>, std::string> read_sessions(const std::string& path);

struct load_options {
    load_place at;
    std::size_t connections = 64;
    double seconds = 20;
    // Requests a second that begin whatever became of those before (an open loop); 0: each connection begins its next
    // when the last was answered.
    double rate = 0;
};

// One kind of request: how many were answered, and how long each took since it was due.
struct load_figures {
    std::vector<float> latencies_ms;
    std::map<int, std::size_t> statuses;
};
struct load_report {
    double seconds = 0;  // until the last answer, or until the work was done
    load_figures commands;
    load_figures reads;
    std::size_t broken = 0;  // connections that ended before their answer
    bool done = false;       // there was no work left before the time was over
};

// As many connections as told, sharing the work. Blocks for the time of the load.
load_report run_load(const load_options& options, load_work& work);
std::string as_json(const load_options& options, const load_report& report);

}  // namespace parcours::workload
