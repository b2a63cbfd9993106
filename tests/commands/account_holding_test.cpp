// SPDX-License-Identifier: Apache-2.0
// What becomes of an account that is there, and every command in every state.
#include <gtest/gtest.h>

#include "tests/commands/people.hpp"

namespace parcours {
namespace {

using namespace cast;
using rejection = account_rejection;
using history = std::vector<account_stream::event>;

const person_id holder = companion;
const history active_companion{created("companion", school), account_activated{}};

circumstances by_holder() { return acts(atouts(), holder, "companion", school); }
circumstances by_administrator() { return acts(atouts(), administrator, "administrator"); }

update_account_identity renamed(const person_identity& to) { return {holder, personal(to), std::nullopt}; }

TEST(AnInvitation, IsNotSentTwiceByADoubleClick) {
    const history made{created("companion", school)};
    given<account>(made, by_administrator()).when(invite_account{holder}).then({account_invited{administrator}});
    given<account>({made[0], account_invited{administrator}}, by_administrator())
        .when(invite_account{holder})
        .then_nothing();
}
TEST(AnInvitation, MayBeSentAgainLater) {
    account::state state;
    state.at = account::stage::made;
    state.invited_at = instant{now.ms - 600'001};
    auto around = by_administrator();
    around.known.terms = &around.terms;
    around.known.route = &around.route;
    EXPECT_EQ(account::decide(state, invite_account{holder}, around.known)->size(), 1U);
}

// shows APT-ACC-07, APT-ACC-08, APT-RGT-03
TEST(AnIdentity, IsCorrectedByWhomTheCharterLets) {
    const person_identity corrected{"Léa", "Martin", std::nullopt};
    given<account>(active_companion, by_holder())
        .when(renamed(corrected))
        .then({account_identity_updated{personal(corrected), holder}});
    given<account>(active_companion, acts(atouts(), supervisor, "supervisor", school))
        .when(renamed(corrected))
        .then({account_identity_updated{personal(corrected), supervisor}});
}
TEST(AnIdentity, StaysWhatTheCharterAsks) {
    given<account>(active_companion, by_holder()).when(renamed(ana)).then_rejected(rejection::birth_date_forbidden);
    const history of_candidate{created("candidate", std::nullopt, ana)};
    given<account>(of_candidate, by_holder()).when(renamed(leo)).then_rejected(rejection::birth_date_needed);
    auto child = ana;
    child.birth_date = calendar_day{2014, 1, 1};
    given<account>(of_candidate, by_holder()).when(renamed(child)).then_rejected(rejection::too_young);
}
TEST(AnOfficesCard, IsWrittenBesideTheName) {
    const professional_profile card{std::nullopt, "01 23 45 67 89", std::nullopt, std::nullopt};
    given<account>(active_companion, by_holder())
        .when(update_account_identity{holder, personal(leo), personal(card)})
        .then({account_identity_updated{leo, holder}, account_professional_updated{personal(card), holder}});
}
TEST(AnEmptyCorrection, IsNoCommand) {
    field_faults faults;
    update_account_identity{holder, std::nullopt, std::nullopt}.check(atouts(), {holder, "companion", {}}, faults);
    EXPECT_EQ(faults.size(), 1U);
    // A no-break space and an ideographic one show nothing either.
    for (const auto* blank : {"", "  ", "\u00a0\u3000"}) {
        faults.clear();
        renamed({blank, blank, std::nullopt}).check(atouts(), {holder, "companion", {}}, faults);
        EXPECT_EQ(faults.size(), 2U) << blank;
    }
}
TEST(AProvenAddress, MayNotBeAnothers) {
    const update_account_contact asked{holder, personal(ana_contact)};
    given<account>(active_companion, by_holder()).when(asked).then({account_contact_updated{ana_contact, holder}});
    auto around = by_holder();
    around.known.remote.taken = {"email"};
    given<account>(active_companion, around).when(asked).then_rejected(rejection::email_taken);
}

TEST(ASignIn, IsToldOnceADayInARoleThatIsHeld) {
    given<account>(active_companion, by_holder())
        .when(record_account_sign_in{holder, "companion"})
        .then({account_signed_in{"companion"}});
    auto signed_in = active_companion;
    signed_in.emplace_back(account_signed_in{"companion"});
    given<account>(signed_in, by_holder()).when(record_account_sign_in{holder, "companion"}).then_nothing();
    given<account>(active_companion, by_holder())
        .when(record_account_sign_in{holder, "administrator"})
        .then_rejected(rejection::role_not_held);
}

TEST(AMembership, IsOneAtATime) {
    auto around = by_administrator();
    around.known.remote.organisation = organisation_fact{true, false};
    given<account>(active_companion, around).when(join_organisation{holder, school}).then_nothing();
    given<account>(active_companion, around)
        .when(join_organisation{holder, company})
        .then_rejected(rejection::other_member);
    given<account>(active_companion, around)
        .when(leave_organisation{holder, company})
        .then_rejected(rejection::other_member);
    given<account>(active_companion, around)
        .when(leave_organisation{holder, school})
        .then({account_organisation_left{school, administrator}});
    const history alone{created("recruiter")};
    given<account>(alone, around)
        .when(join_organisation{holder, company})
        .then({account_organisation_joined{company, administrator}});
    given<account>(alone, by_administrator())
        .when(join_organisation{holder, company})
        .then_rejected(rejection::organisation_unknown);
}

TEST(AMembership, IsForRolesThatTheCharterPutsIntoOrganisations) {
    auto around = by_administrator();
    around.known.remote.organisation = organisation_fact{true, false};
    for (const std::string role : {"candidate", "worker", "administrator", "officer", "auditor"}) {
        const history alone{created(role)};
        given<account>(alone, around).when(join_organisation{holder, company}).then_rejected(rejection::no_member_role);
    }
    for (const std::string role : {"companion", "supervisor", "recruiter"}) {
        const history alone{created(role)};
        given<account>(alone, around)
            .when(join_organisation{holder, company})
            .then({account_organisation_joined{company, administrator}});
    }
}

// shows APT-ACC-09
TEST(ACompanion, ReportsToAnActiveSupervisorOfTheSameOrganisation) {
    auto around = by_administrator();
    around.known.remote.other = active("supervisor", school);
    given<account>(active_companion, around)
        .when(set_account_supervisor{holder, supervisor})
        .then({account_supervisor_set{supervisor, administrator}});
    around.known.remote.other = active("supervisor", company);
    given<account>(active_companion, around)
        .when(set_account_supervisor{holder, supervisor})
        .then_rejected(rejection::supervisor_unknown);
    around.known.remote.other = active("companion", school);
    given<account>(active_companion, around)
        .when(set_account_supervisor{holder, supervisor})
        .then_rejected(rejection::supervisor_unknown);
    given<account>({created("recruiter", school)}, around)
        .when(set_account_supervisor{holder, supervisor})
        .then_rejected(rejection::role_not_held);
}
TEST(ACompanion, WhoLeavesTheOrganisationReportsToNobodyThere) {
    auto moved = active_companion;
    moved.emplace_back(account_supervisor_set{supervisor, administrator});
    moved.emplace_back(account_organisation_left{school, administrator});
    given<account>(moved, by_administrator()).when(set_account_supervisor{holder, std::nullopt}).then_nothing();
}

// shows APT-FON-01, APT-NOT-08
TEST(Preferences, AreKeptAsTheHolderSetThem) {
    const set_account_preferences asked{holder, "en", {{"message", notification_channel::email, false}}};
    given<account>(active_companion, by_holder())
        .when(asked)
        .then({account_preferences_set{asked.language, asked.notifications}});
    auto set = active_companion;
    set.emplace_back(account_preferences_set{asked.language, asked.notifications});
    given<account>(set, by_holder()).when(asked).then_nothing();
    field_faults faults;
    set_account_preferences{holder, "xx", {}}.check(atouts(), {holder, "companion", {}}, faults);
    EXPECT_EQ(faults.size(), 1U);
}

TEST(AnAdministrator, DoesNotDeactivateTheirOwnAccount) {
    given<account>({created("administrator"), account_activated{}}, by_administrator())
        .when(deactivate_account{administrator})
        .then_rejected(rejection::own_account);
}
TEST(ADeactivatedAccount, IsNoLongerActiveToItsRoute) {
    route_state route;
    stamp at;
    at.stream = {stream_kind::account, holder.value};
    for (const auto& each : active_companion) account::evolve_route(route, each, at);
    EXPECT_TRUE(route.persons[holder].account && route.persons[holder].active);
    account::evolve_route(route, account_deactivated{administrator}, at);
    EXPECT_FALSE(route.persons[holder].active);
}

// One column a state: none, made, active, deactivated. '+' events, '=' it is so already, 'x' wrong_state.
TEST(EachAccountCommandInEachState, IsAcceptedOrRefusedAsTheTableSays) {
    const history made{created("companion")};
    const std::vector<history> histories{
        {}, made, {made[0], account_activated{}}, {made[0], account_activated{}, account_deactivated{administrator}}};
    const std::vector<std::pair<account::command, std::string_view>> table{
        {registering("candidate"), "+xxx"},
        {create("companion"), "+xxx"},
        {invite_account{holder}, "x+xx"},
        {activate_account{holder}, "x+=x"},
        {deactivate_account{holder}, "x++="},
        {renamed(leo), "x++x"},
        {update_account_contact{holder, personal(ana_contact)}, "x++x"},
        {change_account_credentials{holder, credential_change::reset}, "x++x"},
        {revoke_account_session{holder, std::nullopt}, "x++="},
        {record_account_sign_in{holder, "companion"}, "xx+x"},
        {join_organisation{holder, school}, "x++x"},
        {join_founded_organisation{holder, school}, "x++x"},
        {leave_organisation{holder, school}, "x==x"},
        {set_account_supervisor{holder, std::nullopt}, "x==x"},
        {set_account_preferences{holder, "fr", {}}, "x++x"}};
    ASSERT_EQ(table.size(), std::variant_size_v<account::command>);
    for (const auto& [asked, wanted] : table)
        for (std::size_t i = 0; i < histories.size(); ++i) {
            auto around = acts_as_system(nosemplois());
            around.known.remote.organisation = organisation_fact{true, false};
            scenario<account> one(histories[i], around, holder.value, __FILE__, __LINE__);
            const auto outcome = one.when(asked).outcome();
            const char told =
                !outcome ? (outcome.error() == rejection::wrong_state ? 'x' : '?') : (outcome->empty() ? '=' : '+');
            EXPECT_EQ(told, wanted[i]) << "command " << asked.index() << " in state " << i;
        }
}

}  // namespace
}  // namespace parcours
