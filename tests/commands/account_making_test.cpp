// SPDX-License-Identifier: Apache-2.0
// Who creates whom, and what an account must and must not give (domain.md, "account").
#include <gtest/gtest.h>

#include "commands/command_registry.hpp"
#include "commands/deciders/person_checks.hpp"
#include "tests/commands/people.hpp"

namespace parcours {
namespace {

using namespace cast;
using rejection = account_rejection;

circumstances by_companion() { return acts(atouts(), companion, "companion", school); }
circumstances by_supervisor() { return acts(atouts(), supervisor, "supervisor", school); }
circumstances by_recruiter() { return acts(atouts(), recruiter, "recruiter", company); }
circumstances by_administrator() { return acts(atouts(), administrator, "administrator"); }

field_faults faults_of(const create_account& asked, const std::string& role) {
    field_faults found;
    asked.check(atouts(), {administrator, role, {}}, found);
    return found;
}

// shows APT-ACC-02
TEST(ACompanion, CreatesCandidates) {
    given<account>({}, by_companion())
        .when(create("candidate", ana))
        .then({created("candidate", std::nullopt, ana, companion)});
}
TEST(ACompanion, CreatesNobodyElse) {
    for (const auto* role : {"companion", "supervisor", "recruiter", "administrator", "auditor", "worker"})
        given<account>({}, by_companion()).when(create(role)).then_rejected(rejection::may_not_create);
}
TEST(ACompanion, MakesNobodyElseAccompanyWhomItCreates) {
    auto asked = create("candidate", ana);
    asked.companion = other_companion;
    auto around = by_companion();
    around.known.remote.other = active("companion", school);
    given<account>({}, around).when(asked).then_rejected(rejection::companion_unknown);
}
// shows APT-ACC-02, APT-VIS-15
TEST(ASupervisor, CreatesCandidatesForACompanionOfItsOrganisation) {
    auto asked = create("candidate", ana);
    asked.companion = companion;
    auto around = by_supervisor();
    around.known.remote.other = active("companion", school);
    given<account>({}, around).when(asked).then({created("candidate", std::nullopt, ana, supervisor)});
    around.known.remote.other = active("companion", company);
    given<account>({}, around).when(asked).then_rejected(rejection::companion_unknown);
    given<account>({}, by_supervisor()).when(create("candidate", ana)).then_rejected(rejection::companion_needed);
}
TEST(ASupervisor, WithoutOrganisationNamesNoCompanionWithoutOne) {
    auto asked = create("candidate", ana);
    asked.companion = companion;
    auto around = acts(atouts(), supervisor, "supervisor");
    around.known.remote.other = active("companion");
    given<account>({}, around).when(asked).then_rejected(rejection::companion_unknown);
}
// Facts tell roles that count alone: of somebody outside of the organisation that the charter asks for, none.
TEST(WhoLeftTheirOrganisation, CreatesNobody) {
    auto around = by_companion();
    around.known.remote.issuer->organisation = {};
    around.known.remote.issuer->roles = {};
    given<account>({}, around).when(create("candidate", ana)).then_rejected(rejection::may_not_create);
}
// shows APT-ACC-05, APT-ACC-06
TEST(ASupervisor, CreatesColleaguesAndCompanionsOfItsOwnOrganisation) {
    for (const std::string role : {"companion", "supervisor"})
        given<account>({}, by_supervisor()).when(create(role)).then({created(role, school, leo, supervisor)});
    auto elsewhere = create("companion");
    elsewhere.organisation = company;
    given<account>({}, by_supervisor()).when(elsewhere).then_rejected(rejection::other_organisation);
}
TEST(ASupervisor, WithoutAnOrganisationCreatesNoColleagues) {
    given<account>({}, acts(atouts(), supervisor, "supervisor"))
        .when(create("companion"))
        .then_rejected(rejection::other_organisation);
}
// shows APT-ACC-04
TEST(ARecruiter, CreatesColleaguesOfTheSameCompanyAlone) {
    given<account>({}, by_recruiter()).when(create("recruiter")).then({created("recruiter", company, leo, recruiter)});
    auto elsewhere = create("recruiter");
    elsewhere.organisation = other_company;
    given<account>({}, by_recruiter()).when(elsewhere).then_rejected(rejection::other_organisation);
    given<account>({}, by_recruiter()).when(create("candidate", ana)).then_rejected(rejection::may_not_create);
}
// shows APT-ACC-03
TEST(AnAdministrator, CreatesAnEmployersAccountInAKnownOrganisation) {
    auto asked = create("recruiter");
    asked.organisation = company;
    auto around = by_administrator();
    around.known.remote.organisation = organisation_fact{true, false};
    given<account>({}, around).when(asked).then({created("recruiter", company)});
    given<account>({}, by_administrator()).when(asked).then_rejected(rejection::organisation_unknown);
}
TEST(TheProgram, MakesTheFirstAdministrator) {
    given<account>({}, acts_as_system(atouts()))
        .when(create("administrator"))
        .then({created("administrator", std::nullopt, leo, {})});
}
TEST(WhoseOwnAccountIsNotActive, CreatesNobody) {
    auto around = by_companion();
    around.known.remote.issuer->active = false;
    given<account>({}, around).when(create("candidate", ana)).then_rejected(rejection::may_not_create);
    around.known.remote.issuer.reset();
    given<account>({}, around).when(create("candidate", ana)).then_rejected(rejection::may_not_create);
}

TEST(AnEmailAddress, BelongsToOneAccount) {
    auto around = by_companion();
    around.known.remote.taken = {"email"};
    given<account>({}, around).when(create("candidate", ana)).then_rejected(rejection::email_taken);
}
// Under the minimum age nothing is stored: there is no event, and the rejection names nobody.
TEST(AChildUnderTheMinimumAge, GetsNoAccount) {
    auto child = ana;
    child.birth_date = calendar_day{2013, 3, 21};  // thirteen tomorrow
    given<account>({}, by_companion()).when(create("candidate", child)).then_rejected(rejection::too_young);
    child.birth_date = calendar_day{2013, 3, 20};
    given<account>({}, by_companion())
        .when(create("candidate", child))
        .then({created("candidate", std::nullopt, child, companion)});
}
TEST(ABirthDate, IsWhatTheCharterAsksOfTheRole) {
    given<account>({}, by_companion()).when(create("candidate", leo)).then_rejected(rejection::birth_date_needed);
    given<account>({}, by_recruiter()).when(create("recruiter", ana)).then_rejected(rejection::birth_date_forbidden);
    EXPECT_EQ(faults_of(create("candidate", leo), "administrator").front().pointer, "/identity/birth_date");
    EXPECT_EQ(faults_of(create("auditor", ana), "administrator").front().code, "forbidden");
    EXPECT_TRUE(faults_of(create("auditor", leo), "administrator").empty());
}
// shows AA-DAT-20, NE-DAT-20
TEST(AMandatoryField, BlocksTheRequest) {
    EXPECT_EQ(faults_of(create("recruiter"), "administrator").front().pointer, "/organisation");
    EXPECT_TRUE(faults_of(create("recruiter"), "recruiter").empty()) << "it takes the actor's";
    EXPECT_EQ(faults_of(create("auditor", {"\u00a0", " ", std::nullopt}), "administrator").size(), 2U);
    EXPECT_TRUE(faults_of(create("worker", {"", "", std::nullopt}), "administrator").empty());
    EXPECT_EQ(faults_of(create("wizard"), "administrator").front().code, "unknown_role");
    auto bad = create("auditor");
    bad.contact = person_contact{"ana", std::nullopt, std::nullopt};
    EXPECT_EQ(faults_of(bad, "administrator").front().pointer, "/contact/email");
}
TEST(WhatBelongsToCandidates, IsForbiddenToOthers) {
    auto asked = create("auditor");
    asked.companion = companion;
    asked.school = school;
    asked.organisation = company;
    EXPECT_EQ(faults_of(asked, "administrator").size(), 3U);
}

// shows APT-ACC-01
TEST(Registering, IsForRolesThatRegisterThemselves) {
    const auto visitor = [](const charter& terms) {
        auto around = acts(terms, {}, "");
        around.known.remote.issuer.reset();
        return around;
    };
    given<account>({}, visitor(atouts()))
        .when(registering("candidate", ana))
        .then_rejected(rejection::not_registered_so);
    given<account>({}, visitor(nosemplois()))
        .when(registering("candidate"))
        .then({account_registered{{"candidate"}, std::nullopt, leo, ana_contact, std::nullopt}, account_invited{}});
    for (const auto* role : {"companion", "administrator", "auditor", "worker", "wizard", "system", ""})
        given<account>({}, visitor(nosemplois())).when(registering(role)).then_rejected(rejection::not_registered_so);
    auto taken = visitor(nosemplois());
    taken.known.remote.taken = {"email"};
    given<account>({}, taken).when(registering("candidate")).then_rejected(rejection::email_taken);
}

TEST(AnAddress, IsOneMailbox) {
    for (const auto* sound : {"a@b.fr", "ana.roy+apt@exemple.co.uk", "o'neil@x-y.fr", "a@1.fr"})
        EXPECT_TRUE(is_email(sound)) << sound;
    for (const std::string unsound :
         {"", "a", "@b.fr", "a@", "a@b", "a@@b.fr", "a@b..fr", ".a@b.fr", "a.@b.fr", "a..b@c.fr", "a b@c.fr", "a@-b.fr",
          "a@b.fr\nBcc: x@y.fr", "a@b.fr,c@d.fr", "<a@b.fr>", "a@b_c.fr", "a@[127.0.0.1]"})
        EXPECT_FALSE(is_email(unsound)) << unsound;
    EXPECT_FALSE(is_email(std::string(65, 'a') + "@b.fr"));
    EXPECT_FALSE(is_email("a@" + std::string(250, 'b') + ".fr"));
    EXPECT_EQ(normalised_email("Ana.ROY@Exemple.FR"), "ana.roy@exemple.fr");
}
TEST(ComingOfAge, IsOnTheBirthday) {
    const auto on = [](const char* day) { return *parse_instant(std::string(day) + "T00:00:00Z"); };
    EXPECT_FALSE(is_of_age({2010, 5, 6}, 13, on("2023-05-05")));
    EXPECT_TRUE(is_of_age({2010, 5, 6}, 13, on("2023-05-06")));
    EXPECT_FALSE(is_of_age({2012, 2, 29}, 13, on("2025-02-28")));
    EXPECT_TRUE(is_of_age({2012, 2, 29}, 13, on("2025-03-01")));
    EXPECT_FALSE(is_of_age({2030, 1, 1}, 0, on("2025-03-01"))) << "nobody is born in the future";
}

}  // namespace
}  // namespace parcours
