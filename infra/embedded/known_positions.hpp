// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "events/ports/journal.hpp"

namespace parcours {

// How far somebody beside the log says to have read it: a table, the vault. Offset -1: nothing yet.
struct known_position {
    std::string reader;  // for the explanation
    token128 generation{};
    position read_to;
};

// To be asked at start: recovery cuts a damaged end silently, and this is what notices (log.md, "Embedded log").
// `failure_code::corrupt` where the history ends before a position that was read, or is another generation's.
expected<void> history_reaches(const journal& history, std::span<const known_position> known);

}  // namespace parcours
