// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "events/ports/journal.hpp"

namespace parcours {

// How far somebody beside the log says to have read it: a table, the vault. Offset -1: nothing yet.
struct known_position {
    std::string reader;  // for the explanation
    token128 generation{};
    position read_to;
    std::string table = {};  // the name of its folder; empty: it is no table
};

// Somebody has read what the log does not hold. `what` is a sentence.
struct shortfall {
    known_position known;
    std::int64_t ends_at = -1;  // the last offset of that partition; -1: there is none
    bool other_log = false;     // another generation, or a partition that does not exist
    std::string what;
};

// All that are further than the history. Recovery drops a damaged end without a word, and this is what notices (log.md,
// "Embedded log"). Of a log that somebody writes, the positions are to be read before it is.
expected<std::vector<shortfall>> shortfalls(const journal& history, std::span<const known_position> known);

// `failure_code::corrupt` where there is one, with the first few.
expected<void> history_reaches(const journal& history, std::span<const known_position> known);

}  // namespace parcours
