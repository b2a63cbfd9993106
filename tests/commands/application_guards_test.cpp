// SPDX-License-Identifier: Apache-2.0
// What else a decision on an application depends on: the route, other routes, the charter, the clock.
#include <gtest/gtest.h>

#include "tests/commands/application_scene.hpp"

namespace parcours {
namespace {

using rejected = application_rejection;

route_state::candidacy candidacy(bool sent, std::optional<offer_id> offer) {
    route_state::candidacy found;
    found.candidate = application_scene::candidate();
    found.organisation = application_scene::organisation();
    found.offer = offer;
    found.sent = sent;
    return found;
}

TEST(ASecondApplication, ToTheSameOfferIsADuplicateWhileTheFirstLives) {
    application_scene scene(true);
    const application_id other{id128{1 << 16 | 7, 50}};
    scene.route.applications[other] = candidacy(true, application_scene::offer());
    EXPECT_EQ(rejection_of(scene.when(scene.asked("application.submit"))), rejected::duplicate);
    scene.route.applications.erase(other);
    EXPECT_TRUE(scene.when(scene.asked("application.submit")));
    scene.route.applications[other] = candidacy(false, application_scene::offer());  // a draft is no application yet
    EXPECT_TRUE(scene.when(scene.asked("application.submit")));
    scene.route.applications[other] = candidacy(true, std::nullopt);  // a spontaneous one to the same organisation
    EXPECT_TRUE(scene.when(scene.asked("application.submit")));
}

TEST(ASecondApplication, OfAnotherPersonOnTheSameRouteIsNone) {
    application_scene scene(true);
    auto other = candidacy(true, application_scene::offer());
    other.candidate = person_id{id128{1 << 16 | 7, 77}};
    scene.route.applications[application_id{id128{1 << 16 | 7, 50}}] = other;
    EXPECT_TRUE(scene.when(scene.asked("application.submit")));
}

TEST(LiveApplications, AreAsManyAsTheCharterAllows) {
    application_scene scene(true);
    scene.terms.limits.live_applications_of_candidate = 2;
    for (std::uint64_t i = 0; i < 2; ++i)
        scene.route.applications[application_id{id128{1 << 16 | 7, 50 + i}}] =
            candidacy(true, offer_id{id128{1 << 16 | 5, 100 + i}});
    EXPECT_EQ(rejection_of(scene.when(scene.asked("application.submit"))), rejected::cap_reached);
    scene.terms.limits.live_applications_of_candidate = 3;
    EXPECT_TRUE(scene.when(scene.asked("application.submit")));
}

TEST(AnApplication, NeedsAnOfferThatIsOpen) {  // shows APT-FON-08
    application_scene scene(true);
    scene.known.remote.offer->open = false;
    EXPECT_EQ(rejection_of(scene.when(scene.asked("application.submit"))), rejected::offer_closed);
    EXPECT_EQ(rejection_of(scene.when(scene.asked("application.draft"))), rejected::offer_closed);
    scene.known.remote.offer.reset();
    EXPECT_EQ(rejection_of(scene.when(scene.asked("application.submit"))), rejected::offer_closed);
}

TEST(ASpontaneousApplication, NeedsAnOrganisationThatTakesThem) {  // shows APT-CAN-01
    application_scene scene(true);
    submit_application asked;
    asked.organisation = application_scene::organisation();
    asked.message = "Bonjour";
    scene.known.remote.organisation->takes_spontaneous = false;
    EXPECT_EQ(rejection_of(scene.when(asked)), rejected::spontaneous_closed);
    scene.known.remote.organisation->takes_spontaneous = true;
    const auto outcome = scene.when(asked);
    ASSERT_TRUE(outcome);
    const auto& sent = std::get<application_submitted>(outcome->front());
    EXPECT_EQ(sent.kind, application_kind::spontaneous);
    EXPECT_FALSE(sent.offer);
    scene.known.remote.organisation.reset();
    EXPECT_EQ(rejection_of(scene.when(asked)), rejected::organisation_unknown);
}

// shows APT-CAN-01
TEST(AnApplicationThatWasBegun, IsSentOnlyWhereOneCouldBeBegunNow) {
    for (const auto* state : {"a draft", "returned"}) {
        application_scene scene(true);
        scene.given(application_scene::in_state(state));
        submit_application asked;
        asked.application = application_scene::this_application();
        asked.message = "Bonjour";
        EXPECT_FALSE(rejection_of(scene.when(asked))) << state;
        scene.known.remote.offer->open = false;
        EXPECT_EQ(rejection_of(scene.when(asked)), rejected::offer_closed) << state;
        scene.known.remote.offer.reset();
        EXPECT_EQ(rejection_of(scene.when(asked)), rejected::offer_closed) << state;
    }
    for (const auto step : {0, 1}) {
        application_scene scene(true);
        application_drafted drafted;
        drafted.candidate = application_scene::candidate();
        drafted.organisation = application_scene::organisation();
        drafted.kind = application_kind::spontaneous;
        scene.given({drafted});
        submit_application asked;
        asked.application = application_scene::this_application();
        asked.message = "Bonjour";
        EXPECT_FALSE(rejection_of(scene.when(asked)));
        (step == 0 ? scene.terms.spontaneous : scene.known.remote.organisation->takes_spontaneous) = false;
        EXPECT_EQ(rejection_of(scene.when(asked)), rejected::spontaneous_closed) << step;
    }
}

TEST(AnApplication, NamesTheOrganisationOfItsOffer) {
    application_scene scene(true);
    submit_application asked;
    asked.offer = application_scene::offer();
    asked.organisation = organisation_id{id128{1 << 16 | 5, 500}};
    asked.message = "Bonjour";
    EXPECT_EQ(rejection_of(scene.when(asked)), rejected::organisation_unknown);
    asked.organisation.reset();
    const auto outcome = scene.when(asked);
    ASSERT_TRUE(outcome);
    EXPECT_EQ(std::get<application_submitted>(outcome->front()).organisation, application_scene::organisation());
}

TEST(AnApplication, IsSentByAnActiveCandidateWhoseFileIsThere) {
    application_scene scene(true);
    scene.route.persons[application_scene::candidate()].active = false;
    EXPECT_EQ(rejection_of(scene.when(scene.asked("application.submit"))), rejected::candidate_unknown);
    scene.route.persons.clear();
    EXPECT_EQ(rejection_of(scene.when(scene.asked("application.submit"))), rejected::candidate_unknown);
}

TEST(AnApplication, NeedsWhatTheOrganisationWouldGet) {
    application_scene scene(true);
    scene.known.remote.snapshot.reset();
    EXPECT_EQ(rejection_of(scene.when(scene.asked("application.submit"))), rejected::profile_incomplete);
}

TEST(ACompanion, WhoFollowsNoMoreValidatesNothing) {
    application_scene scene(true);
    scene.given(application_scene::in_state("submitted"));
    scene.route.links.clear();
    for (const auto* name : {"application.validate", "application.return", "application.post_followup"})
        EXPECT_EQ(rejection_of(scene.when(scene.asked(name))), rejected::not_linked) << name;
}

TEST(WhoSubmittedOnBehalf, ValidatesOnlyWhereTheCharterLets) {
    application_scene scene(true);
    auto sent = std::get<application_submitted>(application_scene::in_state("submitted").front());
    sent.submitted_by = application_scene::companion();
    scene.given({sent});
    EXPECT_EQ(rejection_of(scene.when(scene.asked("application.validate"))), rejected::own_submission);
    scene.terms.validate_own_submission = true;
    EXPECT_TRUE(scene.when(scene.asked("application.validate")));
}

// A bound of all threads together would tell each side how much is said where it does not read.
TEST(Messages, AreAsManyInEachThreadAsTheCharterAllows) {
    const std::vector<const char*> threads{"application.post_exchange", "application.post_followup",
                                           "application.write_private_note"};
    for (const auto* full : threads) {
        application_scene scene(true);
        scene.terms.limits.messages_of_application = 1;
        scene.given(application_scene::in_state("validated"));
        const auto first = scene.when(scene.asked(full));
        ASSERT_TRUE(first);
        scene.given(*first);
        for (const auto* name : threads) {
            const auto next = scene.when(scene.asked(name));
            EXPECT_EQ(rejection_of(next), name == full ? std::optional(rejected::cap_reached) : std::nullopt) << name;
        }
    }
}

TEST(Edits, AreBounded) {
    application_scene scene(true);
    scene.given(application_scene::in_state("a draft"));
    const auto edited = scene.when(scene.asked("application.edit"));
    ASSERT_TRUE(edited);
    for (int turn = 0; turn < 999; ++turn) scene.given(*edited);
    EXPECT_TRUE(scene.when(scene.asked("application.edit")));
    scene.given(*edited);
    EXPECT_EQ(rejection_of(scene.when(scene.asked("application.edit"))), rejected::cap_reached);
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
