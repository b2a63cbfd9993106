// SPDX-License-Identifier: Apache-2.0
#include "events/time.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace parcours {
namespace {

// Reads exactly `digits` decimal digits at the front of `text` and takes them off.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
    if (text.size() < digits) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(digits);
    return value;
}

bool take(std::string_view& text, char expected) {
    if (text.empty() || text.front() != expected) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<std::chrono::year_month_day> take_day(std::string_view& text) {
    const auto year = take_number(text, 4);
    if (!year || !take(text, '-')) return std::nullopt;
    const auto month = take_number(text, 2);
    if (!month || !take(text, '-')) return std::nullopt;
    const auto day = take_number(text, 2);
    if (!day) return std::nullopt;
    const std::chrono::year_month_day found{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                            std::chrono::day{static_cast<unsigned>(*day)}};
    if (!found.ok() || *year < 1900 || *year > 2999) return std::nullopt;
    return found;
}

// Milliseconds of a fraction; more than three digits are cut.
std::optional<int> take_fraction(std::string_view& text) {
    if (!take(text, '.')) return 0;
    int ms = 0;
    std::size_t digits = 0;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        if (digits < 3) ms = ms * 10 + (text.front() - '0');
        ++digits;
        text.remove_prefix(1);
    }
    if (digits == 0 || digits > 9) return std::nullopt;
    for (; digits < 3; ++digits) ms *= 10;
    return ms;
}

std::optional<int> take_offset_minutes(std::string_view& text) {
    if (take(text, 'Z') || take(text, 'z')) return 0;
    const bool east = !text.empty() && text.front() == '+';
    if (!take(text, '+') && !take(text, '-')) return std::nullopt;
    const auto hours = take_number(text, 2);
    if (!hours || !take(text, ':')) return std::nullopt;
    const auto minutes = take_number(text, 2);
    if (!minutes || *hours > 23 || *minutes > 59) return std::nullopt;
    const int total = *hours * 60 + *minutes;
    return east ? total : -total;
}

}  // namespace

std::string to_string(calendar_day day) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(day.year),
                  static_cast<unsigned>(day.month), static_cast<unsigned>(day.day));
    return text.data();
}

std::string to_string(instant at) {
    const std::chrono::sys_time<std::chrono::milliseconds> point{std::chrono::milliseconds{at.ms}};
    const auto midnight = std::chrono::floor<std::chrono::days>(point);
    const std::chrono::year_month_day day{midnight};
    const std::chrono::hh_mm_ss clock{point - midnight};
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(day.year()),
                  static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
    return text.data();
}

std::optional<calendar_day> parse_calendar_day(std::string_view text) {
    const auto day = take_day(text);
    if (!day || !text.empty()) return std::nullopt;
    return calendar_day{static_cast<std::int16_t>(static_cast<int>(day->year())),
                        static_cast<std::uint8_t>(static_cast<unsigned>(day->month())),
                        static_cast<std::uint8_t>(static_cast<unsigned>(day->day()))};
}

std::optional<instant> parse_instant(std::string_view text) {
    const auto day = take_day(text);
    if (!day || (!take(text, 'T') && !take(text, 't'))) return std::nullopt;
    const auto hours = take_number(text, 2);
    if (!hours || !take(text, ':')) return std::nullopt;
    const auto minutes = take_number(text, 2);
    if (!minutes || !take(text, ':')) return std::nullopt;
    const auto seconds = take_number(text, 2);
    if (!seconds || *hours > 23 || *minutes > 59 || *seconds > 59) return std::nullopt;
    const auto fraction_ms = take_fraction(text);
    if (!fraction_ms) return std::nullopt;
    const auto offset_minutes = take_offset_minutes(text);
    if (!offset_minutes || !text.empty()) return std::nullopt;
    const auto days = std::chrono::sys_days{*day}.time_since_epoch().count();
    const std::int64_t minute = (std::int64_t{days} * 24 + *hours) * 60 + *minutes - *offset_minutes;
    return instant{(minute * 60 + *seconds) * 1000 + *fraction_ms};
}

}  // namespace parcours
