// SPDX-License-Identifier: Apache-2.0
#include "commands/deciders/companion_link.hpp"

#include <gtest/gtest.h>

#include "commands/all_commands.hpp"
#include "commands/command_registry.hpp"
#include "tests/commands/cast.hpp"

namespace parcours {
namespace {

using namespace cast;
using rejection = companion_link_rejection;

const companion_link_assigned assigned{candidate, companion, link_origin::assigned};
const companion_link_requested requested{candidate, companion};
const companion_link_accepted accepted{candidate, companion};
const companion_link_declined declined{candidate, companion};
const companion_link_revoked revoked{candidate, companion};

circumstances supervisor_assigns() {
    auto around = acts(atouts(), supervisor, "supervisor", school);
    around.known.remote.other = active("companion", school);
    return around;
}
circumstances companion_asks() { return acts(nosemplois(), companion, "companion", school); }
circumstances candidate_answers() { return acts(nosemplois(), candidate, "candidate"); }

TEST(AssigningACompanion, BeginsALink) {
    given<companion_link>({}, supervisor_assigns())
        .when(assign_companion_link{candidate, companion})
        .then({companion_link_assigned{candidate, companion, link_origin::assigned}});
}
TEST(AssigningACompanion, NeedsACandidateWithAFile) {
    auto around = supervisor_assigns();
    around.route.persons.clear();
    given<companion_link>({}, around)
        .when(assign_companion_link{candidate, companion})
        .then_rejected(rejection::unknown_candidate);
}
TEST(AssigningACompanion, NeedsAnActiveCompanion) {
    for (const auto& other : {std::optional<account_fact>(), std::optional(active("recruiter", school)), [] {
                                  auto inactive = active("companion", school);
                                  inactive.active = false;
                                  return std::optional(inactive);
                              }()}) {
        auto around = supervisor_assigns();
        around.known.remote.other = other;
        given<companion_link>({}, around)
            .when(assign_companion_link{candidate, companion})
            .then_rejected(rejection::unknown_companion);
    }
}
// shows APT-VIS-15
TEST(AssigningACompanion, StaysWithinTheSupervisorsOrganisation) {
    auto around = supervisor_assigns();
    around.known.remote.other = active("companion", company);
    given<companion_link>({}, around)
        .when(assign_companion_link{candidate, companion})
        .then_rejected(rejection::unknown_companion);
}
TEST(AssigningACompanion, IsAnyOrganisationsForTheAdministrator) {
    auto around = acts(atouts(), administrator, "administrator");
    around.known.remote.other = active("companion", school);
    given<companion_link>({}, around).when(assign_companion_link{candidate, companion}).then({assigned});
}
TEST(AssigningACompanion, IsRefusedWhereTheyFollowAlready) {
    auto around = supervisor_assigns();
    around.route.links[another_link] = {candidate, companion, route_state::link_status::linked};
    given<companion_link>({}, around)
        .when(assign_companion_link{candidate, companion})
        .then_rejected(rejection::already_linked);
}
TEST(AssigningACompanion, IsRefusedWhereCompanionsAskInstead) {
    auto around = supervisor_assigns();
    around.terms = nosemplois();
    given<companion_link>({}, around)
        .when(assign_companion_link{candidate, companion})
        .then_rejected(rejection::not_offered);
}

// shows NE-CON-03
TEST(AskingToFollow, BeginsARequest) {
    given<companion_link>({}, companion_asks()).when(request_companion_link{candidate}).then({requested});
}
// Facts tell roles that count alone.
TEST(AskingToFollow, IsNotForWhoLeftTheirOrganisation) {
    auto around = companion_asks();
    around.known.remote.issuer->organisation = {};
    around.known.remote.issuer->roles = {};
    given<companion_link>({}, around)
        .when(request_companion_link{candidate})
        .then_rejected(rejection::unknown_companion);
}
TEST(AskingToFollow, IsRefusedTheSecondTime) {
    auto around = companion_asks();
    around.route.links[another_link] = {candidate, companion, route_state::link_status::requested};
    given<companion_link>({}, around)
        .when(request_companion_link{candidate})
        .then_rejected(rejection::already_requested);
    around.route.links[another_link].status = route_state::link_status::linked;
    given<companion_link>({}, around).when(request_companion_link{candidate}).then_rejected(rejection::already_linked);
    around.route.links.erase(another_link);
    given<companion_link>({}, around).when(request_companion_link{candidate}).then({requested});
}
TEST(AskingToFollow, IsRefusedWhereCompanionsAreAssigned) {
    auto around = companion_asks();
    around.terms = atouts();
    given<companion_link>({}, around).when(request_companion_link{candidate}).then_rejected(rejection::not_offered);
}

TEST(ARequest, IsAcceptedOrDeclinedByTheCandidate) {
    given<companion_link>({requested}, candidate_answers(), a_link.value)
        .when(accept_companion_link{a_link})
        .then({accepted});
    given<companion_link>({requested}, candidate_answers(), a_link.value)
        .when(decline_companion_link{a_link})
        .then({declined});
}
TEST(ARequest, IsNotAcceptedBesideALinkToTheSameCompanion) {
    auto around = candidate_answers();
    around.route.links[another_link] = {candidate, companion, route_state::link_status::linked};
    given<companion_link>({requested}, around, a_link.value)
        .when(accept_companion_link{a_link})
        .then_rejected(rejection::already_linked);
}

// shows NE-CON-03
TEST(ARequest, IsTakenBackByWhoAsked) {
    const command_registry registry(all_families());
    request_context context;
    context.by = {companion, "companion", {}};
    context.terms = &nosemplois();
    context.now = now;
    const auto prepared =
        registry.prepare("companion_link.revoke", R"({"companion_link":")" + to_string(a_link) + "\"}", context);
    ASSERT_TRUE(prepared);
    remote_facts known;
    known.audiences = {audience::participant, audience::companion_requested};
    EXPECT_TRUE(prepared->ready(known, {}));
    given<companion_link>({requested}, companion_asks(), a_link.value)
        .when(revoke_companion_link{a_link})
        .then({revoked});
    given<companion_link>({requested}, acts(nosemplois(), other_companion, "companion"), a_link.value)
        .when(revoke_companion_link{a_link})
        .then_rejected(rejection::not_own_link);
}

// shows MC-INV-06
TEST(ALink, IsRevokedAtOnce) {
    given<companion_link>({assigned}, candidate_answers(), a_link.value)
        .when(revoke_companion_link{a_link})
        .then({revoked});
    given<companion_link>({requested, accepted}, candidate_answers(), a_link.value)
        .when(revoke_companion_link{a_link})
        .then({revoked});
}
TEST(ALink, IsNotRevokedByAnotherCompanionOfTheCandidate) {
    given<companion_link>({assigned}, acts(atouts(), other_companion, "companion"), a_link.value)
        .when(revoke_companion_link{a_link})
        .then_rejected(rejection::not_own_link);
    given<companion_link>({assigned}, companion_asks(), a_link.value)
        .when(revoke_companion_link{a_link})
        .then({revoked});
}
TEST(ALink, TellsItsRouteWhoFollowsWhom) {
    route_state route;
    stamp at;
    at.stream = {stream_kind::companion_link, a_link.value};
    companion_link::evolve_route(route, requested, at);
    EXPECT_FALSE(route.linked(candidate, companion));
    companion_link::evolve_route(route, accepted, at);
    EXPECT_TRUE(route.linked(candidate, companion));
    EXPECT_FALSE(route.linked(candidate, other_companion));
    companion_link::evolve_route(route, revoked, at);
    EXPECT_FALSE(route.linked(candidate, companion));
}

// One column a state: none, requested, linked, declined, revoked. '+' events, '=' it is so already, 'x' wrong_state.
TEST(EachLinkCommandInEachState, IsAcceptedOrRefusedAsTheTableSays) {
    const std::vector<std::vector<companion_link_stream::event>> histories{
        {}, {requested}, {assigned}, {requested, declined}, {assigned, revoked}};
    const std::vector<std::pair<companion_link::command, std::string_view>> table{
        {assign_companion_link{candidate, companion}, "+xxxx"},
        {begin_companion_link{candidate, companion}, "+xxxx"},
        {request_companion_link{candidate}, "+xxxx"},
        {accept_companion_link{a_link}, "x+=xx"},
        {decline_companion_link{a_link}, "x+x=x"},
        {revoke_companion_link{a_link}, "x++x="}};
    ASSERT_EQ(table.size(), std::variant_size_v<companion_link::command>);
    for (const auto& [asked, wanted] : table)
        for (std::size_t i = 0; i < histories.size(); ++i) {
            auto around = supervisor_assigns();
            around.terms.companion_links = {link_mode::assigned, link_mode::requested};
            around.known.by.role = "administrator";
            around.known.remote.issuer->roles = {"administrator"};
            scenario<companion_link> one(histories[i], around, a_link.value, __FILE__, __LINE__);
            const auto outcome = one.when(asked).outcome();
            const char told =
                !outcome ? (outcome.error() == rejection::wrong_state ? 'x' : '?') : (outcome->empty() ? '=' : '+');
            EXPECT_EQ(told, wanted[i]) << "command " << asked.index() << " in state " << i;
        }
}

}  // namespace
}  // namespace parcours
