// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "commands/all_commands.hpp"
#include "commands/command_registry.hpp"
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

TEST(AMeeting, IsShownInAZoneThatTheCalendarKnows) {
    const command_registry registry(all_families());
    const charter terms;
    const auto faults_of = [&](const std::string& zone, bool (*knows_zone)(const std::string&)) {
        request_context context;
        context.system = true;
        context.terms = &terms;
        context.knows_zone = knows_zone;
        const auto prepared = registry.prepare(
            "application.propose_meeting",
            R"({"application":")" + to_string(application_scene::this_application()) +
                R"(","mode":"phone","starts_at":"2026-03-02T10:00:00Z","ends_at":"2026-03-02T11:00:00Z","time_zone":")" +
                zone + R"(","message":"Venez"})",
            context);
        return prepared ? field_faults() : prepared.error().faults;
    };
    const auto of_france = [](const std::string& name) { return name == "Europe/Paris"; };
    EXPECT_TRUE(faults_of("Europe/Paris", of_france).empty());
    EXPECT_TRUE(faults_of("Mars/X", nullptr).empty());
    const auto faults = faults_of("Mars/X", of_france);
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults[0].pointer, "/time_zone");
    EXPECT_EQ(faults[0].code, "unknown_zone");
    EXPECT_FALSE(faults[0].malformed);
}

}  // namespace
}  // namespace parcours
