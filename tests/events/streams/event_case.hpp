// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "events/commit/commit.hpp"
#include "events/failure.hpp"

namespace parcours {

// One event type as tests handle it, free of its C++ type.
struct event_case {
    stream_kind kind = stream_kind::platform;
    std::string name;
    int version = 1;
    bool superseded = false;
    // A sample as it is stored, its cells plain ones (plain_cells.hpp).
    stored_event (*sample)(std::uint64_t seed) = nullptr;
    // Expects that a sample is sealed as declared, comes back, and opens.
    void (*comes_back)(std::uint64_t seed) = nullptr;
    // Expects that a sealer's failure is passed on, where the type has a personal field.
    void (*passes_failures_on)() = nullptr;
    // Decoded, and encoded in the present version.
    expected<stored_event> (*again)(const stored_event& stored) = nullptr;
    // A clear sample as logs and failure messages show it.
    std::string (*printed)(std::uint64_t seed) = nullptr;
};

inline void PrintTo(const event_case& one, std::ostream* out) { *out << one.name << " v" << one.version; }
inline std::string label_of(const event_case& one) { return one.name + "_v" + std::to_string(one.version); }

// Every type of every family, the superseded ones too.
const std::vector<event_case>& all_event_cases();

}  // namespace parcours
