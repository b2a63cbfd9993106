// SPDX-License-Identifier: Apache-2.0
// What deciders are told of other routes, from rows as the folds write them.
#include <gtest/gtest.h>

#include "tests/infra/processes/facts_scene.hpp"

namespace parcours {
namespace {

using scene = facts_scene;

std::optional<bool> is_open(scene& now) {
    fact_needs needs;
    needs.offer = scene::an_offer;
    const auto found = now.read(scene::the_candidate, needs).value().offer;
    return found ? std::optional(found->open) : std::nullopt;
}

TEST(AnOffer, IsOpenFromItsPublicationUntilItCloses) {
    scene now;
    EXPECT_EQ(is_open(now), std::nullopt);
    offer_drafted draft;
    draft.organisation = scene::company;
    now.models.given<offer_stream>(scene::an_offer, {std::move(draft)});
    EXPECT_EQ(is_open(now), false);
    now.is_published();
    EXPECT_EQ(is_open(now), true);
    now.models.given<offer_stream>(scene::an_offer, {offer_closed{scene::company, offer_close_reason::filled, {}}});
    EXPECT_EQ(is_open(now), false);
}

TEST(AnOffer, IsOpenUntilItsLastDayIsOverWhereThePlatformIs) {
    scene now;
    now.is_published(calendar_day{2026, 1, 10});
    now.time.jump_to(*parse_instant("2026-01-10T22:59:59Z"));
    EXPECT_EQ(is_open(now), true);
    now.time.jump_to(*parse_instant("2026-01-10T23:00:00Z"));
    EXPECT_EQ(is_open(now), false);
}

TEST(AnOrganisation, IsToldWithWhatItTakes) {
    scene now;
    fact_needs needs;
    needs.organisation = scene::company;
    EXPECT_EQ(now.read(scene::the_candidate, needs).value().organisation.has_value(), false);
    now.models.given<organisation_stream>(scene::company, {organisation_registered{}});
    EXPECT_TRUE(now.read(scene::the_candidate, needs).value().organisation->known);
    EXPECT_FALSE(now.read(scene::the_candidate, needs).value().organisation->takes_spontaneous);
    now.models.given<organisation_stream>(scene::company, {organisation_spontaneous_opened{}});
    EXPECT_TRUE(now.read(scene::the_candidate, needs).value().organisation->takes_spontaneous);
}

TEST(TheTargetOfAnApplication, IsItsOfferAndOrganisation) {
    scene now;
    now.is_published();
    now.models.given<organisation_stream>(scene::company, {organisation_registered{}});
    now.models.given<application_stream>(scene::an_application, {scene::about<application_drafted>()});
    fact_needs needs;
    needs.application_target = scene::an_application;
    const auto found = now.read(scene::the_candidate, needs).value();
    EXPECT_TRUE(found.offer->open);
    EXPECT_EQ(found.offer->organisation, scene::company);
    EXPECT_TRUE(found.organisation->known);
}

TEST(TheTargetOfASponsorship, IsItsOrganisation) {
    scene now;
    now.models.given<organisation_stream>(scene::company, {organisation_registered{}});
    auto asked = scene::about<sponsorship_requested>();
    asked.message = cell_of("message");
    asked.headline = cell_of("headline");
    asked.snapshot = cell_of("snapshot");
    now.models.given<sponsorship_stream>(scene::a_sponsorship, {std::move(asked)});
    fact_needs needs;
    needs.sponsorship_target = scene::a_sponsorship;
    EXPECT_TRUE(now.read(scene::the_candidate, needs).value().organisation->known);
}

TEST(TheActorsOwnAccount, IsAlwaysTold) {
    scene now;
    EXPECT_EQ(now.read(scene::the_recruiter, {}).value().issuer.has_value(), false);
    now.is_there(scene::denis, "recruiter", scene::company);
    const auto issuer = now.read(scene::the_recruiter, {}).value().issuer.value();
    EXPECT_TRUE(issuer.known && issuer.active);
    EXPECT_EQ(issuer.roles, std::set<std::string>{"recruiter"});
    EXPECT_EQ(issuer.organisation, scene::company);
}

TEST(AnotherAccount, IsToldWithItsSupervisorAndWhetherItIsActive) {
    scene now;
    now.is_there(scene::bruno, "companion", scene::school);
    now.models.given<account_stream>(scene::bruno, {account_supervisor_set{scene::carla, {}}});
    fact_needs needs;
    needs.other = scene::bruno;
    auto other = now.read(scene::the_supervisor, needs).value().other.value();
    EXPECT_TRUE(other.active);
    EXPECT_EQ(other.supervisor, scene::carla);
    now.models.given<account_stream>(scene::bruno, {account_deactivated{}});
    EXPECT_FALSE(now.read(scene::the_supervisor, needs).value().other->active);
}

TEST(StaleRelations, DecideNothing) {
    scene now;
    now.is_there(scene::ana, "candidate");
    now.models.set_fresh(false);
    const auto found = now.read(scene::the_candidate, {});
    ASSERT_FALSE(found.has_value());
    EXPECT_EQ(found.error().code, failure_code::unavailable);
    EXPECT_TRUE(now.read({}, {}).has_value());  // a visitor is in no relation
}

TEST(ARowBehindItsStream, IsWaitedFor) {
    scene now;
    now.is_there(scene::ana, "candidate");
    now.models.hold_back();
    now.is_published();
    fact_needs needs;
    needs.offer = scene::an_offer;
    std::optional<expected<remote_facts>> told;
    const auto then = [&](expected<remote_facts> found) { told = std::move(found); };
    now.reader.read(scene::the_candidate, needs, then);
    EXPECT_FALSE(told.has_value());
    now.models.let_go();
    ASSERT_TRUE(told && *told);
    EXPECT_TRUE((*told)->offer->open);
}

TEST(ARowBehindItsStream, IsToldAsItIsWhereTheWaitWasInVain) {
    scene now;
    now.is_published();
    now.models.hold_back();
    now.models.given<offer_stream>(scene::an_offer, {offer_closed{scene::company, offer_close_reason::filled, {}}});
    fact_needs needs;
    needs.offer = scene::an_offer;
    std::optional<expected<remote_facts>> told;
    now.reader.read(scene::the_candidate, needs, [&](expected<remote_facts> found) { told = std::move(found); });
    now.models.give_up_waiting();
    ASSERT_TRUE(told && *told);
    EXPECT_TRUE((*told)->offer->open);
}

TEST(ARowThatIsNotThereYet, IsNotToldAsUnknown) {
    scene now;
    now.models.hold_back();
    now.is_published();
    fact_needs needs;
    needs.offer = scene::an_offer;
    std::optional<expected<remote_facts>> told;
    now.reader.read(scene::the_candidate, needs, [&](expected<remote_facts> found) { told = std::move(found); });
    now.models.give_up_waiting();
    ASSERT_TRUE(told.has_value());
    ASSERT_FALSE(told->has_value());
    EXPECT_EQ(told->error().code, failure_code::unavailable);
}

TEST(WhatNobodyEverMade, IsNotWaitedFor) {
    scene now;
    now.models.hold_back();
    fact_needs needs;
    needs.offer = scene::an_offer;
    needs.judged_by = scene::application;
    EXPECT_FALSE(now.read(scene::the_candidate, needs).value().offer.has_value());
}

TEST(ThePositionsOfAReading, AreThoseOfThePartitionsThatWereAskedAndNoOthers) {
    scene now;
    now.is_there(scene::ana, "candidate");                    // partition 3
    now.is_published();                                       // partition 1
    now.is_there(scene::bruno, "companion", scene::school);   // partition 1
    now.is_there(scene::carla, "supervisor", scene::school);  // partition 2: nobody asks
    fact_needs needs;
    needs.offer = scene::an_offer;
    const auto found = now.read(scene::the_candidate, needs).value();
    const auto offers_at = now.models.history().end(1).value().offset;
    const auto accounts_at = now.models.history().end(3).value().offset;
    EXPECT_EQ(found.read_at, (std::vector<position>{{1, offers_at}, {3, accounts_at}}));
}

}  // namespace
}  // namespace parcours
