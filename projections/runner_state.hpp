// SPDX-License-Identifier: Apache-2.0
// Include only in the runner's own .cpp files.
#pragma once

#include "projections/runner.hpp"

namespace parcours {

struct runner::at_work {
    std::unique_ptr<fold> one;
    std::unique_ptr<table> where;
    std::vector<std::int64_t> offsets;    // applied, by partition; written by the runner's thread under `guard_`
    std::vector<std::int64_t> persisted;  // of these, what the table says
    std::vector<std::unique_ptr<table>> retired;  // replaced tables, which snapshots may still read
    std::size_t parked = 0;
    std::int64_t heartbeat_ms = 0;
    bool failed = false;  // its table could not be written: it stays where it is, and says so
};

struct runner::waiter {
    std::vector<position> positions;
    std::int64_t deadline_ms;
    std::size_t folds;
    std::function<void(bool)> then;
};

}  // namespace parcours
