// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parcours {

// A moment: milliseconds since 1970-01-01T00:00:00Z. On the wire RFC 3339 in UTC, "2026-03-29T01:30:00.000Z".
struct instant {
    std::int64_t ms = 0;
    auto operator<=>(const instant&) const = default;
};

// A day of the calendar, without a zone: "2026-03-29".
struct calendar_day {
    std::int16_t year = 1970;
    std::uint8_t month = 1;
    std::uint8_t day = 1;
    auto operator<=>(const calendar_day&) const = default;
};

std::string to_string(instant at);
std::string to_string(calendar_day day);

// Years 1900 to 2999, any offset, up to millisecond precision (more digits are cut); nothing where the text is not RFC 3339.
std::optional<instant> parse_instant(std::string_view text);
// Only days that exist.
std::optional<calendar_day> parse_calendar_day(std::string_view text);

}  // namespace parcours
