// SPDX-License-Identifier: Apache-2.0
#include "replay_tools/moment.hpp"

#include "events/codec/codec.hpp"
#include "events/streams/platform.hpp"
#include "infra/calendar/zones.hpp"
#include "infra/settings/charter_zone.hpp"
#include "replay_tools/stream_name.hpp"

namespace parcours::replay {
namespace {

constexpr std::int64_t day_ms = 24 * 3'600'000;
constexpr std::int64_t around_ms = 2 * day_ms;  // no zone is farther from UTC

// The first moment of the first day of the zone that is not before `day`.
expected<instant> first_instant_of(calendar_day day, const std::string& zone) {
    const auto noon = parse_instant(to_string(day) + "T12:00:00Z");
    if (!noon) return failed(failure_code::invalid, to_string(day) + " is out of reach: years go from 1900 to 2999");
    std::int64_t before = noon->ms - around_ms;
    std::int64_t from = noon->ms + around_ms;
    while (from - before > 1) {
        const std::int64_t middle = before + (from - before) / 2;
        const auto there = day_in_zone({middle}, zone);
        if (!there) return tl::unexpected(there.error());
        (*there < day ? before : from) = middle;
    }
    return instant{from};
}

calendar_day day_after(calendar_day day) {
    const auto noon = parse_instant(to_string(day) + "T12:00:00Z");
    return noon ? *parse_calendar_day(to_string(instant{noon->ms + day_ms}).substr(0, 10)) : day;
}

}  // namespace

expected<std::string> charter_zone(const journal& history) {
    const auto end = history.end(platform_only.route() % history.shape().partitions);
    if (!end) return tl::unexpected(end.error());
    std::string zone = "UTC";
    expected<void> sound;
    const auto read = history.read_stream(
        platform_only, 1, end->offset, [&](const position&, const commit&, const stream_part& part) {
            for (const auto& each : part.events) {
                const auto decoded = decode_event<platform_stream>(each);
                if (!decoded) sound = tl::unexpected(decoded.error());
                if (const auto* adopted = decoded ? std::get_if<charter_adopted>(&*decoded) : nullptr)
                    zone = zone_of_charter(adopted->text).value_or(zone);
            }
            return sound.has_value();
        });
    if (!read) return tl::unexpected(read.error());
    if (!sound) return tl::unexpected(sound.error());
    return zone;
}

expected<instant> parse_moment(std::string_view text, const std::string& zone, end_of_day which) {
    if (const auto exact = parse_instant(text)) return *exact;
    const auto day = parse_calendar_day(text);
    if (!day)
        return failed(failure_code::invalid,
                      "\"" + std::string(text) + "\" is neither a day (2026-03-29) nor a time (2026-03-29T10:00:00Z)");
    if (which == end_of_day::first_instant) return first_instant_of(*day, zone);
    const auto next = first_instant_of(day_after(*day), zone);
    if (!next) return next;
    return instant{next->ms - 1};
}

}  // namespace parcours::replay
