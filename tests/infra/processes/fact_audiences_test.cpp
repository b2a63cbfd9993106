// SPDX-License-Identifier: Apache-2.0
// The actor's audiences towards what a command is judged by, and what facts are opened for them.
#include <gtest/gtest.h>

#include "tests/infra/processes/facts_scene.hpp"

namespace parcours {
namespace {

using scene = facts_scene;

// Everybody has an account; an application as far as `events` bring it.
struct around_an_application : scene {
    explicit around_an_application(const std::vector<application_stream::event>& events = {}) {
        is_there(ana, "candidate");
        is_there(bruno, "companion", school);
        is_there(carla, "supervisor", school);
        is_there(denis, "recruiter", company);
        is_linked();
        models.given<application_stream>(an_application, events);
    }
    bool is(const actor& by, audience whom) { return audiences(by, application).has(whom); }
};

const std::vector<application_stream::event> drafted{scene::about<application_drafted>()};
std::vector<application_stream::event> sent() { return {scene::submitted()}; }
std::vector<application_stream::event> validated() {
    return {scene::submitted(), scene::about<application_validated>()};
}

// shows APT-VIS-17
TEST(ADraft, IsTheCandidatesAlone) {
    around_an_application now(drafted);
    EXPECT_TRUE(now.is(scene::the_candidate, audience::self));
    EXPECT_FALSE(now.is(scene::the_companion, audience::companion));
    EXPECT_FALSE(now.is(scene::the_supervisor, audience::supervisor));
    EXPECT_FALSE(now.is(scene::the_recruiter, audience::recruiter_of_target));
}

// shows APT-CAN-05
TEST(AnApplicationThatAwaits, IsItsCompanionsAndTheirSupervisors) {
    around_an_application now(sent());
    EXPECT_TRUE(now.is(scene::the_companion, audience::companion));
    EXPECT_TRUE(now.is(scene::the_supervisor, audience::supervisor));
    EXPECT_FALSE(now.is(scene::the_recruiter, audience::recruiter_of_target));
    EXPECT_TRUE(now.is(scene::the_recruiter, audience::recruiter));
}

// shows APT-CAN-06
TEST(AnApplicationThatWasValidated, IsTheOrganisationsToo) {
    around_an_application now(validated());
    EXPECT_TRUE(now.is(scene::the_recruiter, audience::recruiter_of_target));
}

TEST(ACompanion, IsNoLongerOneWhenTheLinkIsRevoked) {
    around_an_application now(sent());
    now.models.given<companion_link_stream>(scene::link, {companion_link_revoked{scene::ana, scene::bruno}});
    EXPECT_FALSE(now.is(scene::the_companion, audience::companion));
    EXPECT_FALSE(now.is(scene::the_supervisor, audience::supervisor));
}

TEST(ACompanion, IsNoneWhereTheLinkIsParked) {
    around_an_application now(sent());
    now.models.park(companion_links::name, {stream_kind::companion_link, scene::link.value});
    EXPECT_FALSE(now.is(scene::the_companion, audience::companion));
}

TEST(AnActor, IsNobodyWithoutAnActiveAccountInTheRole) {
    around_an_application now(validated());
    const actor pretender{scene::denis, "administrator", {}};
    EXPECT_EQ(now.audiences(pretender, scene::application), audience_set{audience::public_});
    now.models.given<account_stream>(scene::denis, {account_deactivated{}});
    EXPECT_EQ(now.audiences(scene::the_recruiter, scene::application), audience_set{audience::public_});
}

TEST(AnActor, OfAnUnknownTargetIsInNoRelationToIt) {
    around_an_application now(validated());
    const stream_id other{stream_kind::application, {7, 99}};
    EXPECT_FALSE(now.audiences(scene::the_candidate, other).has(audience::self));
    EXPECT_FALSE(now.audiences(scene::the_recruiter, other).has(audience::recruiter_of_target));
}

TEST(TheStandingOfEachStream, FollowsFromItsRow) {
    around_an_application now(sent());
    now.is_published();
    now.models.given<organisation_stream>(scene::company, {organisation_registered{}});
    const auto has = [&](const actor& by, stream_kind kind, const id128& id, audience whom) {
        return now.audiences(by, {kind, id}).has(whom);
    };
    EXPECT_TRUE(has(scene::the_recruiter, stream_kind::offer, scene::an_offer.value, audience::recruiter_of_target));
    EXPECT_TRUE(
        has(scene::the_recruiter, stream_kind::organisation, scene::company.value, audience::recruiter_of_target));
    EXPECT_TRUE(has(scene::the_recruiter, stream_kind::organisation, scene::company.value, audience::member));
    EXPECT_FALSE(has(scene::the_recruiter, stream_kind::organisation, scene::school.value, audience::member));
    EXPECT_TRUE(has(scene::the_candidate, stream_kind::candidate_file, scene::ana.value, audience::self));
    EXPECT_TRUE(has(scene::the_companion, stream_kind::candidate_file, scene::ana.value, audience::companion));
    EXPECT_TRUE(has(scene::the_supervisor, stream_kind::candidate_file, scene::ana.value, audience::supervisor));
    EXPECT_TRUE(has(scene::the_candidate, stream_kind::companion_link, scene::link.value, audience::self));
    EXPECT_TRUE(has(scene::the_companion, stream_kind::companion_link, scene::link.value, audience::companion));
    EXPECT_TRUE(has(scene::the_companion, stream_kind::account, scene::ana.value, audience::companion));
    EXPECT_TRUE(has(scene::the_companion, stream_kind::account, scene::bruno.value, audience::self));
    EXPECT_TRUE(has(scene::the_supervisor, stream_kind::account, scene::bruno.value, audience::supervisor));
    EXPECT_TRUE(has(scene::the_supervisor, stream_kind::account, scene::bruno.value, audience::member));
    EXPECT_FALSE(has(scene::the_recruiter, stream_kind::account, scene::bruno.value, audience::member));
    auto asked = scene::about<sponsorship_requested>();
    asked.message = cell_of("message");
    asked.headline = cell_of("headline");
    asked.snapshot = cell_of("snapshot");
    now.models.given<sponsorship_stream>(scene::a_sponsorship, {std::move(asked)});
    const auto& sponsorship = scene::a_sponsorship.value;
    EXPECT_TRUE(has(scene::the_candidate, stream_kind::sponsorship, sponsorship, audience::self));
    EXPECT_FALSE(has(scene::the_recruiter, stream_kind::sponsorship, sponsorship, audience::recruiter_of_target));
    now.models.given<sponsorship_stream>(scene::a_sponsorship, {scene::about<sponsorship_validated>()});
    EXPECT_TRUE(has(scene::the_recruiter, stream_kind::sponsorship, sponsorship, audience::recruiter_of_target));
}

// The meeting of a validated application, from noon on.
struct a_meeting : around_an_application {
    static constexpr instant noon{written_history::beginning.ms + 43'200'000};
    a_meeting() : around_an_application(validated()) {
        models.given<application_stream>(an_application, {proposed(noon)});
    }
    expected<remote_facts> asked_by(const actor& by) {
        fact_needs needs;
        needs.judged_by = application;
        needs.meeting = meeting;
        return read(by, needs);
    }
};

TEST(TheBeginningOfAMeeting, IsOpenedForTheRecruiterAndNoted) {
    a_meeting now;
    EXPECT_EQ(now.asked_by(scene::the_recruiter).value().meeting_starts_at, a_meeting::noon);
    const auto entries = now.accesses.entries();
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_EQ(entries[0].who, scene::denis);
    EXPECT_EQ(entries[0].purpose, "fact_reader");
    EXPECT_EQ(entries[0].whom, std::vector<person_id>{scene::ana});
    EXPECT_EQ(entries[0].groups, std::vector<group>{group::meetings});
}

TEST(TheBeginningOfAMeeting, IsNotOpenedForWhoMayNotReadIt) {
    a_meeting now;
    now.is_there({{5, 44}}, "recruiter", scene::school);
    EXPECT_EQ(now.asked_by({{{5, 44}}, "recruiter", {}}).value().meeting_starts_at, std::nullopt);
    EXPECT_TRUE(now.accesses.entries().empty());
}

TEST(TheBeginningOfAMeeting, IsAbsentOnceErasedAndNeverByAnOutage) {
    a_meeting now;
    now.vault.set_outage(true);
    const auto found = now.asked_by(scene::the_recruiter);
    ASSERT_FALSE(found.has_value());
    EXPECT_EQ(found.error().code, failure_code::unavailable);
    now.vault.set_outage(false);
    now.vault.erase(scene::ana);
    EXPECT_EQ(now.asked_by(scene::the_recruiter).value().meeting_starts_at, std::nullopt);
}

TEST(WhatCouldNotBeNoted, IsNotTold) {
    a_meeting now;
    now.accesses.set_fails(true);
    EXPECT_FALSE(now.asked_by(scene::the_recruiter).has_value());
}

TEST(WhatIsOpenedForACommand, IsToldOnceItIsNotedAndNoThreadWaits) {
    a_meeting now;
    now.accesses.hold();
    fact_needs needs;
    needs.judged_by = scene::application;
    needs.meeting = scene::meeting;
    std::optional<expected<remote_facts>> told;
    now.reader.read(scene::the_recruiter, needs, [&](expected<remote_facts> found) { told = std::move(found); });
    EXPECT_FALSE(told);
    EXPECT_EQ(now.accesses.release(), 1U);
    ASSERT_TRUE(told);
    EXPECT_EQ(told->value().meeting_starts_at, a_meeting::noon);
}

expected<remote_facts> with_snapshot(scene& now, const actor& by) {
    fact_needs needs;
    needs.judged_by = stream_id{stream_kind::candidate_file, scene::ana.value};
    needs.snapshot = scene::ana;
    return now.read(by, needs);
}

// shows APT-CAN-01
TEST(TheSnapshotOfAFact, IsMadeForTheCandidateByTheCharter) {
    around_an_application now;
    EXPECT_FALSE(with_snapshot(now, scene::the_candidate).value().snapshot.has_value());  // there is no file yet
    now.has_file(scene::ana);
    const auto found = with_snapshot(now, scene::the_candidate).value().snapshot.value();
    EXPECT_EQ(found.headline, (snapshot_headline{"Ana Roy", "Vendeuse"}));
    EXPECT_EQ(found.body.title, "Vendeuse");
    EXPECT_EQ(found.body.email, std::nullopt);
    EXPECT_TRUE(now.accesses.entries().empty());
}

// Whoever sends an application again, the organisation gets what is said of its candidate.
TEST(TheSnapshotOfAFact, IsOfWhoseApplicationIsNamed) {
    around_an_application now(sent());
    now.has_file(scene::ana);
    fact_needs needs;
    needs.judged_by = scene::application;
    needs.application_target = scene::an_application;
    needs.snapshot_of_target = true;
    for (const auto& by : {scene::the_candidate, scene::the_companion}) {
        const auto found = now.read(by, needs).value().snapshot;
        ASSERT_TRUE(found.has_value()) << by.role;
        EXPECT_EQ(found->headline, (snapshot_headline{"Ana Roy", "Vendeuse"}));
    }
}

TEST(TheSnapshotOfAFact, IsAbsentWhereTheNameIsMissingOrErased) {
    scene now;
    now.is_there(scene::ana, "candidate", std::nullopt, " ");
    now.has_file(scene::ana);
    EXPECT_FALSE(with_snapshot(now, scene::the_candidate).value().snapshot.has_value());
    around_an_application other;
    other.has_file(scene::ana);
    other.vault.erase(scene::ana, category_name::identity);
    EXPECT_FALSE(with_snapshot(other, scene::the_candidate).value().snapshot.has_value());
}

TEST(TheSnapshotOfAFact, IsNotOpenedForWhoMayNotReadTheFile) {
    around_an_application now;
    now.has_file(scene::ana);
    EXPECT_TRUE(with_snapshot(now, scene::the_companion).value().snapshot.has_value());
    const auto noted = now.accesses.entries().size();
    EXPECT_FALSE(with_snapshot(now, scene::the_recruiter).value().snapshot.has_value());
    EXPECT_EQ(now.accesses.entries().size(), noted);
}

TEST(TheSnapshotOfAFact, IsNeverMadeOfAnOutage) {
    around_an_application now;
    now.has_file(scene::ana);
    now.vault.set_outage(true);
    const auto found = with_snapshot(now, scene::the_candidate);
    ASSERT_FALSE(found.has_value());
    EXPECT_EQ(found.error().code, failure_code::unavailable);
}

}  // namespace
}  // namespace parcours
