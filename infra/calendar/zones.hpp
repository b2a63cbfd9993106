// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "events/failure.hpp"
#include "events/time.hpp"

// What only a calendar with time zones knows; ICU's, for the standard library of the day has none. Threads: any.
namespace parcours {

// Whether this is an IANA name, "Europe/Paris".
bool knows_zone(const std::string& name);
// The day that it is there at this moment. `invalid`: no such zone.
expected<calendar_day> day_in_zone(instant at, const std::string& zone);

}  // namespace parcours
