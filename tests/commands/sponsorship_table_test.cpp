// SPDX-License-Identifier: Apache-2.0
// Every command in every state of a sponsorship, with and without a companion's gate (domain.md, "Sponsorship").
#include <gtest/gtest.h>

#include "commands/deciders/sponsorship.hpp"
#include "events/check.hpp"

namespace parcours {
namespace {

using history = std::vector<sponsorship_stream::event>;
using rejected = sponsorship_rejection;

const person_id candidate{id128{1 << 16 | 7, 1}};
const person_id companion{id128{1 << 16 | 9, 2}};
const person_id sponsor{id128{1 << 16 | 9, 3}};
const organisation_id organisation{id128{1 << 16 | 5, 4}};
const sponsorship_id one{id128{1 << 16 | 7, 6}};

template <class Event>
Event about() {
    Event made;
    made.candidate = candidate;
    made.organisation = organisation;
    return made;
}

struct scene {
    charter terms;
    route_state route;
    facts known;
    sponsorship::state now = sponsorship::initial();

    explicit scene(bool gate) {
        terms.companion_gate = gate;
        terms.sponsorship = true;
        route.persons[candidate] = {true, true, true};
        route.links[link_id{id128{1 << 16 | 7, 20}}] = {candidate, companion, route_state::link_status::linked};
        known.now = {1'774'000'000'000};
        known.terms = &terms;
        known.route = &route;
        known.remote.organisation = organisation_fact{true, true};
        known.remote.other = account_fact{true, true, {"recruiter"}, organisation, {}};
        known.remote.snapshot = snapshot_fact{};
    }
    void given(const history& happened) {
        for (const auto& each : happened) now = sponsorship::evolve(now, each, {});
    }
    auto when(const sponsorship::command& asked) {
        const bool own = std::holds_alternative<request_sponsorship>(asked);
        known.by = own ? actor{candidate, "candidate", {}} : actor{companion, "companion", {}};
        return sponsorship::decide(now, asked, known);
    }
};

sponsorship_accepted accepted() {
    auto made = about<sponsorship_accepted>();
    made.sponsor = sponsor;
    return made;
}

std::vector<std::pair<std::string_view, history>> histories() {
    const history asked{about<sponsorship_requested>()};
    const auto then = [](history before, auto event) {
        before.emplace_back(std::move(event));
        return before;
    };
    const auto validated = then(asked, about<sponsorship_validated>());
    return {{"none", {}},
            {"requested", asked},
            {"returned", then(asked, about<sponsorship_returned>())},
            {"validated", validated},
            {"accepted", then(validated, accepted())},
            {"refused", then(validated, about<sponsorship_refused>())},
            {"withdrawn", then(asked, about<sponsorship_withdrawn>())},
            {"cancelled", then(asked, about<sponsorship_cancelled>())},
            {"ended", then(then(validated, accepted()), about<sponsorship_ended>())}};
}

struct row {
    sponsorship::command asked;
    std::string_view name;
    std::string_view
        gated;  // one column a state, as above: '+' events, '=' so already, '!' and it says more, 'x' wrong_state
    std::string_view open;
};

char told(const decision<sponsorship_stream::event, rejected>& outcome) {
    if (outcome) return outcome->empty() ? '=' : '+';
    if (outcome.error() == rejected::already_happened) return '!';
    return outcome.error() == rejected::wrong_state ? 'x' : '?';
}

std::vector<row> table() {
    return {
        {request_sponsorship{std::nullopt, organisation, "Bonjour"}, "request", "+!+xxxxxx",
         "+!+xxxxxx"},                                                                    // shows APT-PAR-01
        {validate_sponsorship{one, std::nullopt}, "validate", "x+x=xxxxx", "xxx=xxxxx"},  // shows APT-PAR-02
        {return_sponsorship{one, "Raison"}, "return", "x+!xxxxxx", "xx!xxxxxx"},
        {accept_sponsorship{one, sponsor, std::nullopt}, "accept", "xxx+=xxxx", "x+x+=xxxx"},  // shows APT-PAR-04
        {refuse_sponsorship{one, std::nullopt, "Non"}, "refuse", "xxx+x!xxx", "x+x+x!xxx"},    // shows APT-PAR-05
        {withdraw_sponsorship{one, std::nullopt}, "withdraw", "x+++xx=xx", "x+++xx=xx"},
        {cancel_sponsorship{one, cancel_cause::administrator}, "cancel", "x++++xx=x", "x++++xx=x"},
        {reassign_sponsor{one, companion}, "reassign_sponsor", "xxxx+xxxx", "xxxx+xxxx"},
        {end_sponsorship{one, std::nullopt}, "end", "xxxx+xxx=", "xxxx+xxx="},
    };
}

TEST(EachSponsorshipCommandInEachState, IsAcceptedOrRefusedAsTheTableSays) {
    const auto all = table();
    ASSERT_EQ(all.size(), std::variant_size_v<sponsorship::command>);
    const auto states = histories();
    for (const bool gate : {true, false})
        for (const auto& each : all)
            for (std::size_t i = 0; i < states.size(); ++i) {
                scene at(gate);
                at.given(states[i].second);
                EXPECT_EQ(told(at.when(each.asked)), (gate ? each.gated : each.open)[i])
                    << each.name << " where it is " << states[i].first;
            }
}

TEST(ARetriedSponsorshipCommand, ChangesNothing) {
    for (const auto& each : table())
        for (const auto& [name, happened] : histories()) {
            scene at(true);
            at.given(happened);
            const auto first = at.when(each.asked);
            if (!first || first->empty()) continue;
            at.given(*first);
            const char again = told(at.when(each.asked));
            EXPECT_TRUE(again == '=' || again == '!') << each.name << " repeated where it was " << name;
        }
}

TEST(ASponsorshipCommandWhoseEffectIsThere, IsToldApartByWhatItSays) {
    const auto told_in = [](std::string_view state, const sponsorship::command& asked) {
        scene at(true);
        for (const auto& [name, happened] : histories())
            if (name == state) at.given(happened);
        return told(at.when(asked));
    };
    EXPECT_EQ(told_in("accepted", accept_sponsorship{one, sponsor, "Bienvenue"}), '!');
    EXPECT_EQ(told_in("validated", validate_sponsorship{one, "Bravo"}), '!');
    EXPECT_EQ(told_in("withdrawn", withdraw_sponsorship{one, "Trop tard"}), '!');
    EXPECT_EQ(told_in("ended", end_sponsorship{one, "Fini"}), '!');
    EXPECT_EQ(told_in("cancelled", cancel_sponsorship{one, cancel_cause::data_missing}), '!');
}

TEST(ASponsor, IsAnActiveRecruiterOfTheOrganisation) {  // shows APT-PAR-04
    const auto outcome_with = [](const account_fact& other) {
        scene at(true);
        at.given(histories()[3].second);
        at.known.remote.other = other;
        return at.when(accept_sponsorship{one, sponsor, std::nullopt});
    };
    EXPECT_TRUE(outcome_with({true, true, {"recruiter"}, organisation, {}}));
    for (const auto& other : {account_fact{true, false, {"recruiter"}, organisation, {}},
                              account_fact{true, true, {"companion"}, organisation, {}},
                              account_fact{true, true, {"recruiter"}, {}, {}}, account_fact{}}) {
        const auto outcome = outcome_with(other);
        ASSERT_FALSE(outcome);
        EXPECT_EQ(outcome.error(), rejected::sponsor_not_eligible);
    }
}

TEST(ASecondRequest, ToTheSameOrganisationIsADuplicateAndTheCharterBoundsTheRest) {
    scene at(true);
    route_state::candidacy live;
    live.candidate = candidate;
    live.organisation = organisation;
    live.sent = true;
    at.route.sponsorships[sponsorship_id{id128{1 << 16 | 7, 50}}] = live;
    const request_sponsorship asked{std::nullopt, organisation, "Bonjour"};
    EXPECT_EQ(at.when(asked).error(), rejected::duplicate);
    at.terms.limits.live_sponsorships_of_candidate = 1;
    EXPECT_EQ(at.when(request_sponsorship{std::nullopt, organisation_id{id128{1, 9}}, "Bonjour"}).error(),
              rejected::cap_reached);
    at.route.sponsorships.clear();
    EXPECT_TRUE(at.when(asked));
}

TEST(ASponsorship, IsRequestedOnlyWhereTheCharterHasThem) {
    scene at(true);
    at.terms.sponsorship = false;
    EXPECT_EQ(at.when(request_sponsorship{std::nullopt, organisation, "Bonjour"}).error(), rejected::not_offered);
}

TEST(ACompanion, WhoFollowsNoMoreValidatesNoSponsorship) {
    scene at(true);
    at.given(histories()[1].second);
    at.route.links.clear();
    EXPECT_EQ(at.when(validate_sponsorship{one, std::nullopt}).error(), rejected::not_linked);
}

}  // namespace
}  // namespace parcours
