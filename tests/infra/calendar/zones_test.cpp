// SPDX-License-Identifier: Apache-2.0
#include "infra/calendar/zones.hpp"

#include <gtest/gtest.h>

namespace parcours {
namespace {

TEST(AZone, IsKnownByItsIanaName) {
    EXPECT_TRUE(knows_zone("Europe/Paris"));
    EXPECT_TRUE(knows_zone("America/Martinique"));
    EXPECT_FALSE(knows_zone("Europe/Pari"));
    EXPECT_FALSE(knows_zone("GMT+25:99"));
    EXPECT_FALSE(knows_zone(""));
}

TEST(ADay, IsTheOneOfItsZone) {
    const auto late =
        parse_instant("2026-03-28T23:30:00Z");  // half past midnight in Paris, the night that clocks go forward
    ASSERT_TRUE(late);
    EXPECT_EQ(day_in_zone(*late, "Europe/Paris"), (calendar_day{2026, 3, 29}));
    EXPECT_EQ(day_in_zone(*late, "America/Martinique"), (calendar_day{2026, 3, 28}));
    const auto old = parse_instant("1950-01-01T00:00:00Z");
    ASSERT_TRUE(old);
    EXPECT_EQ(day_in_zone(*old, "Europe/Paris"), (calendar_day{1950, 1, 1}));
}

TEST(ADay, OfAZoneThatDoesNotExistIsRefused) {
    const auto found = day_in_zone({0}, "Europe/Nowhere");
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, failure_code::invalid);
}

}  // namespace
}  // namespace parcours
