// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/commands/application_scene.hpp"

namespace parcours {
namespace {

TEST(AMeeting, EndsAfterItBeginsAndWithinADay) {
    const application_scene scene(true);
    constexpr std::int64_t hour_ms = 3'600'000;
    const auto faults_of = [&](std::int64_t lasts_ms) {
        field_faults faults;
        propose_meeting one;
        one.starts_at = application_scene::midday();
        one.ends_at = {one.starts_at.ms + lasts_ms};
        one.check(scene.terms, {}, faults);
        reschedule_meeting again;
        again.starts_at = one.starts_at;
        again.ends_at = one.ends_at;
        again.check(scene.terms, {}, faults);
        return faults;
    };
    EXPECT_TRUE(faults_of(1).empty());
    EXPECT_TRUE(faults_of(24 * hour_ms).empty());
    ASSERT_EQ(faults_of(24 * hour_ms + 1).size(), 2U);
    EXPECT_EQ(faults_of(24 * hour_ms + 1)[0].code, "lasts_too_long");
    ASSERT_EQ(faults_of(0).size(), 2U);
    EXPECT_EQ(faults_of(0)[1].code, "not_after");
}

}  // namespace
}  // namespace parcours
