// SPDX-License-Identifier: Apache-2.0
#include "infra/calendar/zones.hpp"

#include <memory>

#include <unicode/gregocal.h>
#include <unicode/timezone.h>

namespace parcours {
namespace {

std::unique_ptr<icu::TimeZone> find_zone(const std::string& name) {
    std::unique_ptr<icu::TimeZone> found(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
    if (!found || *found == icu::TimeZone::getUnknown()) return nullptr;
    return found;
}

}  // namespace

bool knows_zone(const std::string& name) { return name.find('/') != std::string::npos && find_zone(name) != nullptr; }

expected<calendar_day> day_in_zone(instant at, const std::string& zone) {
    auto found = find_zone(zone);
    if (!found) return failed(failure_code::invalid, "there is no time zone " + zone);
    UErrorCode error = U_ZERO_ERROR;
    icu::GregorianCalendar calendar(found.release(), error);  // which owns the zone from now on
    calendar.setTime(static_cast<UDate>(at.ms), error);
    const auto field = [&](UCalendarDateFields which) { return calendar.get(which, error); };
    const calendar_day day{static_cast<std::int16_t>(field(UCAL_YEAR)),
                           static_cast<std::uint8_t>(field(UCAL_MONTH) + 1),
                           static_cast<std::uint8_t>(field(UCAL_DATE))};
    if (U_FAILURE(error)) return failed(failure_code::invalid, std::string("the calendar says ") + u_errorName(error));
    return day;
}

}  // namespace parcours
