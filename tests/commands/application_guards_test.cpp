// SPDX-License-Identifier: Apache-2.0
// What else a decision on an application depends on: the route, other routes, the charter, the clock.
#include <gtest/gtest.h>

#include "tests/commands/application_scene.hpp"

namespace parcours {
namespace {

using rejected = application_rejection;

application_scene::history in_state(std::string_view name) {
    for (auto& [state, history] : application_scene::histories())
        if (state == name) return history;
    return {};
}

std::optional<rejected> refusal(const decision<application_stream::event, rejected>& outcome) {
    return outcome ? std::nullopt : std::optional<rejected>(outcome.error());
}

route_state::candidacy candidacy(bool sent, bool live, std::optional<offer_id> offer) {
    route_state::candidacy found;
    found.candidate = application_scene::candidate();
    found.organisation = application_scene::organisation();
    found.offer = offer;
    found.sent = sent;
    found.live = live;
    return found;
}

TEST(ASecondApplication, ToTheSameOfferIsADuplicateWhileTheFirstLives) {
    application_scene scene(true);
    const application_id other{id128{1 << 16 | 7, 50}};
    scene.route.applications[other] = candidacy(true, true, application_scene::offer());
    EXPECT_EQ(refusal(scene.when(scene.asked("application.submit"))), rejected::duplicate);
    scene.route.applications[other].live = false;
    EXPECT_TRUE(scene.when(scene.asked("application.submit")));
    scene.route.applications[other] =
        candidacy(false, true, application_scene::offer());  // a draft is no application yet
    EXPECT_TRUE(scene.when(scene.asked("application.submit")));
    scene.route.applications[other] =
        candidacy(true, true, std::nullopt);  // a spontaneous one to the same organisation
    EXPECT_TRUE(scene.when(scene.asked("application.submit")));
}

TEST(ASecondApplication, OfAnotherPersonOnTheSameRouteIsNone) {
    application_scene scene(true);
    auto other = candidacy(true, true, application_scene::offer());
    other.candidate = person_id{id128{1 << 16 | 7, 77}};
    scene.route.applications[application_id{id128{1 << 16 | 7, 50}}] = other;
    EXPECT_TRUE(scene.when(scene.asked("application.submit")));
}

TEST(LiveApplications, AreAsManyAsTheCharterAllows) {
    application_scene scene(true);
    scene.terms.limits.live_applications_of_candidate = 2;
    for (std::uint64_t i = 0; i < 2; ++i)
        scene.route.applications[application_id{id128{1 << 16 | 7, 50 + i}}] =
            candidacy(true, true, offer_id{id128{1 << 16 | 5, 100 + i}});
    EXPECT_EQ(refusal(scene.when(scene.asked("application.submit"))), rejected::cap_reached);
    scene.terms.limits.live_applications_of_candidate = 3;
    EXPECT_TRUE(scene.when(scene.asked("application.submit")));
}

TEST(AnApplication, NeedsAnOfferThatIsOpen) {  // shows APT-FON-08
    application_scene scene(true);
    scene.known.remote.offer->open = false;
    EXPECT_EQ(refusal(scene.when(scene.asked("application.submit"))), rejected::offer_closed);
    EXPECT_EQ(refusal(scene.when(scene.asked("application.draft"))), rejected::offer_closed);
    scene.known.remote.offer.reset();
    EXPECT_EQ(refusal(scene.when(scene.asked("application.submit"))), rejected::offer_closed);
}

TEST(ASpontaneousApplication, NeedsAnOrganisationThatTakesThem) {  // shows APT-CAN-01
    application_scene scene(true);
    submit_application asked;
    asked.organisation = application_scene::organisation();
    asked.message = "Bonjour";
    scene.known.remote.organisation->takes_spontaneous = false;
    EXPECT_EQ(refusal(scene.when(asked)), rejected::spontaneous_closed);
    scene.known.remote.organisation->takes_spontaneous = true;
    const auto outcome = scene.when(asked);
    ASSERT_TRUE(outcome);
    const auto& sent = std::get<application_submitted>(outcome->front());
    EXPECT_EQ(sent.kind, application_kind::spontaneous);
    EXPECT_FALSE(sent.offer);
    scene.known.remote.organisation.reset();
    EXPECT_EQ(refusal(scene.when(asked)), rejected::organisation_unknown);
}

TEST(AnApplication, NamesTheOrganisationOfItsOffer) {
    application_scene scene(true);
    submit_application asked;
    asked.offer = application_scene::offer();
    asked.organisation = organisation_id{id128{1 << 16 | 5, 500}};
    asked.message = "Bonjour";
    EXPECT_EQ(refusal(scene.when(asked)), rejected::organisation_unknown);
    asked.organisation.reset();
    const auto outcome = scene.when(asked);
    ASSERT_TRUE(outcome);
    EXPECT_EQ(std::get<application_submitted>(outcome->front()).organisation, application_scene::organisation());
}

TEST(AnApplication, IsSentByAnActiveCandidateWhoseFileIsThere) {
    application_scene scene(true);
    scene.route.persons[application_scene::candidate()].active = false;
    EXPECT_EQ(refusal(scene.when(scene.asked("application.submit"))), rejected::candidate_unknown);
    scene.route.persons.clear();
    EXPECT_EQ(refusal(scene.when(scene.asked("application.submit"))), rejected::candidate_unknown);
}

TEST(AnApplication, NeedsWhatTheOrganisationWouldGet) {
    application_scene scene(true);
    scene.known.remote.snapshot.reset();
    EXPECT_EQ(refusal(scene.when(scene.asked("application.submit"))), rejected::profile_incomplete);
}

TEST(ACompanion, WhoFollowsNoMoreValidatesNothing) {
    application_scene scene(true);
    scene.given(in_state("submitted"));
    scene.route.links.begin()->second.status = route_state::link_status::ended;
    for (const auto* name : {"application.validate", "application.return", "application.post_followup"})
        EXPECT_EQ(refusal(scene.when(scene.asked(name))), rejected::not_linked) << name;
}

TEST(WhoSubmittedOnBehalf, ValidatesOnlyWhereTheCharterLets) {
    application_scene scene(true);
    auto sent = std::get<application_submitted>(in_state("submitted").front());
    sent.submitted_by = application_scene::companion();
    scene.given({sent});
    EXPECT_EQ(refusal(scene.when(scene.asked("application.validate"))), rejected::own_submission);
    scene.terms.validate_own_submission = true;
    EXPECT_TRUE(scene.when(scene.asked("application.validate")));
}

TEST(AMeeting, LiesInTheFutureWhenItIsProposed) {
    application_scene scene(true);
    scene.given(in_state("in progress"));
    propose_meeting asked = std::get<propose_meeting>(scene.asked("application.propose_meeting"));
    asked.starts_at = application_scene::midday();
    EXPECT_EQ(refusal(scene.when(asked)), rejected::meeting_in_the_past);
    reschedule_meeting moved = std::get<reschedule_meeting>(scene.asked("application.reschedule_meeting"));
    moved.starts_at = application_scene::midday();
    EXPECT_EQ(refusal(scene.when(moved)), rejected::meeting_in_the_past);
}

TEST(AMeeting, IsHeldOrMissedOnlyOnceItBegan) {  // shows APT-CAN-20
    application_scene scene(true);
    scene.given(in_state("in progress"));
    scene.known.remote.meeting_starts_at = instant{application_scene::midday().ms + 1};
    for (const auto* name : {"application.confirm_meeting_held", "application.report_no_show"})
        EXPECT_EQ(refusal(scene.when(scene.asked(name))), rejected::meeting_not_begun) << name;
    scene.known.remote.meeting_starts_at.reset();
    EXPECT_EQ(refusal(scene.when(scene.asked("application.confirm_meeting_held"))), rejected::meeting_not_begun);
}

TEST(AMeeting, CountsItsChangesForCalendars) {
    application_scene scene(true);
    scene.given(in_state("in progress"));
    for (std::uint32_t turn = 1; turn <= 3; ++turn) {
        const auto moved = scene.when(scene.asked("application.reschedule_meeting"));
        ASSERT_TRUE(moved);
        EXPECT_EQ(std::get<meeting_rescheduled>(moved->front()).sequence, turn);
        scene.given(*moved);
    }
}

TEST(AMeeting, ThatIsOverStaysAsItIs) {
    for (const auto* last : {"application.decline_meeting", "application.cancel_meeting",
                             "application.confirm_meeting_held", "application.report_no_show"}) {
        application_scene scene(true);
        scene.given(in_state("in progress"));
        const auto ended = scene.when(scene.asked(last));
        ASSERT_TRUE(ended);
        scene.given(*ended);
        EXPECT_EQ(refusal(scene.when(scene.asked("application.accept_meeting"))), rejected::meeting_state) << last;
        EXPECT_EQ(refusal(scene.when(scene.asked("application.reschedule_meeting"))), rejected::meeting_state) << last;
    }
}

TEST(AMeeting, ThatNobodyProposedIsUnknown) {
    application_scene scene(true);
    scene.given(in_state("in progress"));
    EXPECT_EQ(refusal(scene.when(accept_meeting{application_scene::this_application(), {id128{1, 1}}})),
              rejected::meeting_unknown);
}

TEST(Meetings, AreAsManyAsTheCharterAllows) {  // shows APT-CAN-21
    application_scene scene(true);
    scene.terms.limits.meetings_of_application = 2;
    scene.given(in_state("in progress"));
    const auto second = scene.when(scene.asked("application.propose_meeting"));
    ASSERT_TRUE(second);
    scene.given(*second);
    EXPECT_EQ(refusal(scene.when(scene.asked("application.propose_meeting"))), rejected::cap_reached);
}

TEST(Messages, AreAsManyAsTheCharterAllows) {
    application_scene scene(true);
    scene.terms.limits.messages_of_application = 1;
    scene.given(in_state("validated"));
    const auto first = scene.when(scene.asked("application.post_exchange"));
    ASSERT_TRUE(first);
    scene.given(*first);
    for (const auto* name :
         {"application.post_exchange", "application.post_followup", "application.write_private_note"})
        EXPECT_EQ(refusal(scene.when(scene.asked(name))), rejected::cap_reached) << name;
}

TEST(AReasonCode, IsOneOfTheCharters) {
    application_scene scene(true);
    scene.terms.refusal_reasons["no_position"] = {{"fr", "Pas de poste"}};
    field_faults faults;
    refuse_application{{}, "no_position", "Désolé"}.check(scene.terms, {}, faults);
    EXPECT_TRUE(faults.empty());
    refuse_application{{}, "no_such", "Désolé"}.check(scene.terms, {}, faults);
    declare_no_hiring{{}, "no_position", "Désolé"}.check(scene.terms, {}, faults);
    ASSERT_EQ(faults.size(), 2U);
    EXPECT_EQ(faults[0].pointer, "/reason_code");
}

TEST(AnApplication, GoesToOneOfferOrOneOrganisation) {
    application_scene scene(true);
    field_faults faults;
    submit_application{}.check(scene.terms, {}, faults);
    EXPECT_EQ(faults.size(), 1U);
    faults.clear();
    submit_application again;
    again.application = application_scene::this_application();
    again.offer = application_scene::offer();
    again.check(scene.terms, {}, faults);
    EXPECT_EQ(faults.size(), 1U);
    faults.clear();
    scene.terms.spontaneous = false;
    submit_application spontaneous;
    spontaneous.organisation = application_scene::organisation();
    spontaneous.check(scene.terms, {}, faults);
    EXPECT_EQ(faults.size(), 1U);
}

}  // namespace
}  // namespace parcours
