// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "events/ports/journal.hpp"

namespace parcours::replay {

// The zone in which days are meant: the one that the charter adopted last names; UTC where none was adopted.
expected<std::string> charter_zone(const journal& history);

enum class end_of_day : std::uint8_t { first_instant, last_instant };
// A moment as it is typed: RFC 3339, or a day of the zone, which stands for its first or its last millisecond.
// `invalid`: it is neither.
expected<instant> parse_moment(std::string_view text, const std::string& zone, end_of_day which);

}  // namespace parcours::replay
