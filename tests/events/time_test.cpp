// SPDX-License-Identifier: Apache-2.0
#include "events/time.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace parcours {
namespace {

RC_GTEST_PROP(AMoment, ComesBackFromItsText, ()) {
    const instant at{*rc::gen::inRange<std::int64_t>(-2'208'988'800'000, 32'503'680'000'000)};
    RC_ASSERT(parse_instant(to_string(at)) == at);
}

TEST(AMoment, IsWrittenInUtc) { EXPECT_EQ(to_string(instant{1'774'747'800'000}), "2026-03-29T01:30:00.000Z"); }

TEST(AMoment, MayBeGivenWithAnOffset) {
    EXPECT_EQ(parse_instant("2026-03-29T03:30:00+02:00"), (instant{1'774'747'800'000}));
    EXPECT_EQ(parse_instant("2026-03-28T20:30:00.5-05:00"), (instant{1'774'747'800'500}));
}

TEST(AMoment, IsNotReadFromWhatIsNoRfc3339) {
    for (const auto* text :
         {"", "2026-03-29", "2026-03-29T01:30:00", "2026-03-29 01:30:00Z", "2026-02-30T01:30:00Z",
          "2026-13-01T00:00:00Z", "2026-03-29T24:00:00Z", "2026-03-29T01:60:00Z", "2026-03-29T01:30:60Z",
          "2026-03-29T01:30:00.Z", "2026-03-29T01:30:00+0200", "2026-03-29T01:30:00Zx", "+026-03-29T01:30:00Z",
          "0026-03-29T01:30:00Z", "3000-01-01T00:00:00Z", "2026-03-29T01:30:00.1234567890Z"})
        EXPECT_FALSE(parse_instant(text)) << text;
}

TEST(ADay, IsReadOnlyWhereItExists) {
    EXPECT_EQ(parse_calendar_day("2024-02-29"), (calendar_day{2024, 2, 29}));
    EXPECT_EQ(to_string(calendar_day{2024, 2, 29}), "2024-02-29");
    for (const auto* text : {"2023-02-29", "2024-2-29", "2024-02-29Z", "2024-00-10", "1899-12-31"})
        EXPECT_FALSE(parse_calendar_day(text)) << text;
}

}  // namespace
}  // namespace parcours
