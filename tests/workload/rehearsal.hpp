// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>

#include "events/failure.hpp"
#include "query_api/command_gateway.hpp"
#include "tests/workload/life.hpp"
#include "tests/workload/story_clock.hpp"

namespace parcours::workload {

struct rehearsal_settings {
    std::size_t in_flight_max = 32;       // steps that wait for their answers at once; 1: the same history in each run
    std::int64_t ahead_max_ms = 600'000;  // of virtual time, between the first of them and the last
    std::int64_t patience_ms = 60'000;    // of real time, for an answer
    std::int64_t pause_ms = 50;           // before a step that was turned away comes again
    std::size_t attempts_max = 200;       // of a step that is told to come again
    std::function<bool()> ending;         // whether it is to stop where it is; empty: never
};

// Every step that was taken and accepted, as it happened.
using deed_teller = std::function<void(const step&, const step_answer&)>;

// Lets a life happen in this process: each step goes through the gateway at its own time. A step that the platform is
// too busy for comes again under its key. `unavailable` where an answer does not come in time.
expected<void> rehearse(life& lived, command_gateway& commands, story_clock& time, const rehearsal_settings& settings,
                        const deed_teller& tell);

}  // namespace parcours::workload
