// SPDX-License-Identifier: Apache-2.0
// Include only in the runner's own .cpp files.
#pragma once

#include <optional>

#include "projections/runner.hpp"

namespace parcours {

using switched = std::function<void(expected<void>)>;

struct runner::at_work {
    std::unique_ptr<fold> one;
    std::unique_ptr<table> where;
    std::vector<std::int64_t> offsets;    // applied, by partition; written by the runner's thread under `guard_`
    std::vector<std::int64_t> persisted;  // of these, what the table says
    std::vector<std::unique_ptr<table>> retired;  // replaced tables, which snapshots may still read
    std::size_t parked = 0;
    std::int64_t heartbeat_ms = 0;
    bool failed = false;  // its table could not be read or written
    // The runner's thread alone:
    bool behind = true;  // it reads the journal, not the queue
    std::int64_t retry_at_ms = 0;
    switched then;  // of a rebuilt one: whom to tell
};

// Positions and parked keys as the table has them.
struct table_state {
    std::vector<std::int64_t> offsets;
    std::size_t parked = 0;
};
expected<table_state> open_table(fold& one, const table& where, const journal& history);

struct runner::waiter {
    std::vector<position> positions;
    std::int64_t deadline_ms;
    std::size_t folds;
    std::function<void(bool)> then;
};

// A table to be put in another's place, or a parked stream to be taken up.
struct runner::errand {
    std::string projection;
    switched then;
    std::function<expected<std::unique_ptr<table>>()> open = {};
    std::optional<stream_id> stream = {};
    bool leave_out = false;
};

}  // namespace parcours
