// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "commands/all_commands.hpp"
#include "commands/command_registry.hpp"
#include "tests/commands/application_scene.hpp"

namespace parcours {
namespace {

using rejected = application_rejection;

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

TEST(AMeeting, LiesInTheFutureWhenItIsProposed) {
    application_scene scene(true);
    scene.given(application_scene::in_state("in progress"));
    propose_meeting asked = std::get<propose_meeting>(scene.asked("application.propose_meeting"));
    asked.starts_at = application_scene::midday();
    EXPECT_EQ(rejection_of(scene.when(asked)), rejected::meeting_in_the_past);
    reschedule_meeting moved = std::get<reschedule_meeting>(scene.asked("application.reschedule_meeting"));
    moved.starts_at = application_scene::midday();
    EXPECT_EQ(rejection_of(scene.when(moved)), rejected::meeting_in_the_past);
}

TEST(AMeeting, IsHeldOrMissedOnlyOnceItBegan) {  // shows APT-CAN-20
    application_scene scene(true);
    scene.given(application_scene::in_state("in progress"));
    scene.known.remote.meeting_starts_at = instant{application_scene::midday().ms + 1};
    for (const auto* name : {"application.confirm_meeting_held", "application.report_no_show"})
        EXPECT_EQ(rejection_of(scene.when(scene.asked(name))), rejected::meeting_not_begun) << name;
    scene.known.remote.meeting_starts_at.reset();
    EXPECT_EQ(rejection_of(scene.when(scene.asked("application.confirm_meeting_held"))), rejected::meeting_not_begun);
}

TEST(AMeeting, CountsItsChangesForCalendars) {
    application_scene scene(true);
    scene.given(application_scene::in_state("in progress"));
    for (std::uint32_t turn = 1; turn <= 3; ++turn) {
        const auto moved = scene.when(scene.asked("application.reschedule_meeting"));
        ASSERT_TRUE(moved);
        EXPECT_EQ(std::get<meeting_rescheduled>(moved->front()).sequence, turn);
        scene.given(*moved);
    }
}

TEST(AMeeting, IsMovedAsOftenAsTheCharterAllows) {
    application_scene scene(true);
    scene.terms.limits.meetings_of_application = 2;
    scene.given(application_scene::in_state("in progress"));
    for (int turn = 0; turn < 2; ++turn) {
        const auto moved = scene.when(scene.asked("application.reschedule_meeting"));
        ASSERT_TRUE(moved);
        scene.given(*moved);
    }
    EXPECT_EQ(rejection_of(scene.when(scene.asked("application.reschedule_meeting"))), rejected::cap_reached);
}

TEST(AMeeting, ThatIsOverStaysAsItIs) {
    for (const auto* last : {"application.decline_meeting", "application.cancel_meeting",
                             "application.confirm_meeting_held", "application.report_no_show"}) {
        application_scene scene(true);
        scene.given(application_scene::in_state("in progress"));
        const auto ended = scene.when(scene.asked(last));
        ASSERT_TRUE(ended);
        scene.given(*ended);
        EXPECT_EQ(rejection_of(scene.when(scene.asked("application.accept_meeting"))), rejected::meeting_state) << last;
        EXPECT_EQ(rejection_of(scene.when(scene.asked("application.reschedule_meeting"))), rejected::meeting_state)
            << last;
    }
}

TEST(AMeeting, ThatNobodyProposedIsUnknown) {
    application_scene scene(true);
    scene.given(application_scene::in_state("in progress"));
    EXPECT_EQ(rejection_of(scene.when(accept_meeting{application_scene::this_application(), {id128{1, 1}}})),
              rejected::meeting_unknown);
}

TEST(Meetings, AreAsManyAsTheCharterAllows) {  // shows APT-CAN-21
    application_scene scene(true);
    scene.terms.limits.meetings_of_application = 2;
    scene.given(application_scene::in_state("in progress"));
    const auto second = scene.when(scene.asked("application.propose_meeting"));
    ASSERT_TRUE(second);
    scene.given(*second);
    EXPECT_EQ(rejection_of(scene.when(scene.asked("application.propose_meeting"))), rejected::cap_reached);
}

}  // namespace
}  // namespace parcours
