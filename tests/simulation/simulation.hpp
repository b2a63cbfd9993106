// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "commands/executor/settings.hpp"

namespace parcours {

// What one run showed.
struct simulation_result {
    std::uint64_t seed = 0;
    std::vector<std::string> violations;  // empty: everything held
    std::vector<std::string> trace;       // what happened, where it was asked for
    std::size_t answers = 0;
    std::size_t frames = 0;  // accepted
    std::size_t lost = 0;    // commits that were appended and will never be in history
};

// Runs executors, clients and a faulty log under one seed, in simulated time and one thread, then holds every answer
// against the history. The same seed gives the same run.
simulation_result simulate(std::uint64_t seed, planted_fault fault = planted_fault::none, bool trace = false);

std::string_view to_string(planted_fault fault);
std::optional<planted_fault> parse_planted_fault(std::string_view name);
// All but `none`.
const std::vector<planted_fault>& all_planted_faults();

}  // namespace parcours
