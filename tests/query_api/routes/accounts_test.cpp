// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/query_api/routes/reads_scene.hpp"

namespace parcours {
namespace {

using scene = reads_scene;

std::string account_of(const viewer& who) { return path_of("accounts", who.account); }

// shows APT-VIS-21, APT-ROL-05
TEST(AnAdministrator, ListsAccountsInARole) {
    scene api;
    api.is_accompanied();
    const auto candidates = api.get("/v1/accounts?role=candidate").as(scene::administrator);
    ASSERT_EQ(candidates.items(), 1U);
    EXPECT_EQ(candidates.at("/items/0/state"), "active");
    EXPECT_EQ(candidates.at("/items/0/identity/last_name"), "Da Silva");
    EXPECT_EQ(api.get("/v1/accounts?role=companion").as(scene::administrator).items(), 1U);
    EXPECT_EQ(api.get("/v1/accounts?role=companion&state=created").as(scene::administrator).items(), 0U);
    EXPECT_EQ(api.get("/v1/accounts?role=companion&organisation=" + to_string(scene::company))
                  .as(scene::administrator)
                  .items(),
              0U);
    const auto refused = api.get("/v1/accounts").as(scene::administrator);
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.at("/errors/0/pointer"), "/role");
    EXPECT_EQ(api.get("/v1/accounts?role=emperor").as(scene::administrator).status, 422);
}

TEST(Accounts, ArePaged) {
    scene api;
    for (std::uint64_t i = 0; i < 3; ++i) api.is_there({person_id{{9, 30 + i}}, "companion", scene::school});
    const auto first = api.get("/v1/accounts?role=companion&limit=2").as(scene::administrator);
    EXPECT_EQ(first.items(), 2U);
    const auto rest =
        api.get("/v1/accounts?role=companion&limit=2&after=" + first.at("/next")).as(scene::administrator);
    EXPECT_EQ(rest.items(), 1U);
    EXPECT_EQ(rest.at("/next"), "null");
}

TEST(AccountsOfCandidates, AreListedForTheAdministratorAlone) {
    scene api;
    api.is_accompanied();
    for (const auto& who : {scene::companion, scene::supervisor, scene::recruiter, scene::candidate})
        EXPECT_EQ(api.get("/v1/accounts?role=candidate").as(who).items(), 0U) << who.role;
}

// shows APT-FON-15, APT-VIS-06
TEST(TheAccountsOfThePlatformItself, AreListedForTheAdministratorAlone) {
    for (const auto& terms : {atouts(), nosemplois()}) {
        scene api(terms);
        api.is_accompanied();
        std::uint64_t number = 70;
        for (const auto* role : {"administrator", "officer", "auditor", "analyst", "worker", "support_agent"}) {
            if (!terms.roles.contains(role)) continue;
            const viewer one{person_id{{12, number++}}, role, {}};
            api.is_there(one, "Technique");
            const auto list = std::string("/v1/accounts?role=") + role;
            EXPECT_GE(api.get(list).as(scene::administrator).items(), 1U) << role;
            for (const auto& who : {scene::companion, scene::supervisor, scene::recruiter, scene::candidate}) {
                if (!terms.roles.contains(who.role)) continue;
                EXPECT_EQ(api.get(list).as(who).items(), 0U) << role << " to " << who.role;
                EXPECT_EQ(api.get(account_of(one)).as(who).status, 404) << role << " to " << who.role;
            }
        }
    }
}

TEST(WhoIsInTheDirectory, ShowsNoOfficeBeside) {
    scene api;
    const person_id who{{9, 41}};
    account_created made;
    made.roles = {"companion", "administrator"};
    made.organisation = scene::school;
    made.identity = api.seal(who, &account_created::identity, {"Eva", "Noir", std::nullopt});
    made.contact = api.seal(who, &account_created::contact, {"e@example.org", std::nullopt, std::nullopt});
    api.models.given<account_stream>(who, {std::move(made), account_activated{}});
    EXPECT_EQ(api.get(path_of("accounts", who)).as(scene::recruiter).at("/roles"), R"(["companion"])");
    EXPECT_EQ(api.get("/v1/accounts?role=administrator").as(scene::recruiter).items(), 0U);
    EXPECT_EQ(api.get(path_of("accounts", who)).as(scene::administrator).at("/roles"),
              R"(["companion","administrator"])");
}

TEST(WhoMayReadNoEventOfAnAccount, IsToldNoVersionOfIt) {
    scene api;
    api.is_accompanied();
    const auto listed = api.get("/v1/directory/companions").as(scene::recruiter);
    ASSERT_EQ(listed.items(), 1U);
    EXPECT_FALSE(listed.has("/items/0/version"));
    EXPECT_FALSE(listed.has("/items/0/changed_at"));
    EXPECT_TRUE(api.get(account_of(scene::companion)).as(scene::administrator).has("/version"));
}

// shows APT-DIR-01, APT-VIS-11, APT-VIS-20
TEST(TheDirectory, ShowsProfessionalsToProfessionalsWithNamesAndOffice) {
    scene api;
    api.is_accompanied();
    professional_profile office;
    office.function_ = "Référente handicap";
    api.models.given<account_stream>(
        scene::companion.account,
        {account_professional_updated{
            api.seal(scene::companion.account, &account_professional_updated::professional, office), {}}});
    const auto found = api.get("/v1/directory/companions").as(scene::recruiter);
    ASSERT_EQ(found.items(), 1U);
    EXPECT_EQ(found.at("/items/0/identity/last_name"), "Moreau");
    EXPECT_EQ(found.at("/items/0/contact/email"), "a@example.org");
    EXPECT_EQ(found.at("/items/0/professional/function"), "Référente handicap");
    EXPECT_FALSE(found.has("/items/0/state"));
    EXPECT_FALSE(found.has("/items/0/signed_in_at"));
    EXPECT_EQ(api.get("/v1/directory/recruiters").as(scene::companion).items(), 1U);
    EXPECT_EQ(api.get("/v1/directory/recruiters").as(scene::candidate).items(), 0U);  // of whom they know none
    EXPECT_EQ(api.get("/v1/directory/companions").as_visitor().status, 401);
}

TEST(TheDirectoryOfACandidate, HoldsTheProfessionalsWhomTheyHaveToDoWith) {
    for (const auto& terms : {atouts(), nosemplois()}) {
        scene api(terms);
        api.is_accompanied();
        api.is_there(scene::another_companion, "Leroy");
        api.is_linked(link_id{{7, 20}}, scene::ana, scene::another_companion.account);
        sponsorship_requested asked;
        asked.candidate = scene::ana;
        asked.organisation = scene::company;
        asked.message = cell_of("message");
        asked.headline = cell_of("headline");
        asked.snapshot = cell_of("snapshot");
        const sponsorship_id one{{7, 30}};
        api.models.given<sponsorship_stream>(one, {std::move(asked)});
        EXPECT_EQ(api.get("/v1/directory/recruiters").as(scene::candidate).items(), 0U);
        api.models.given<sponsorship_stream>(
            one, {sponsorship_accepted{scene::ana, scene::company, scene::recruiter.account, {}}});
        const auto sponsors = api.get("/v1/directory/recruiters").as(scene::candidate);
        ASSERT_EQ(sponsors.items(), 1U);
        EXPECT_EQ(sponsors.at("/items/0/id"), to_string(scene::recruiter.account));
        EXPECT_EQ(sponsors.at("/items/0/identity/last_name"), "Rossi");
        EXPECT_FALSE(sponsors.has("/items/0/state"));
        const auto first = api.get("/v1/directory/companions?limit=1").as(scene::candidate);
        ASSERT_EQ(first.items(), 1U);
        EXPECT_EQ(first.at("/items/0/identity/last_name"), "Leroy");
        const auto rest = api.get("/v1/directory/companions?limit=1&after=" + first.at("/next")).as(scene::candidate);
        ASSERT_EQ(rest.items(), 1U);
        EXPECT_EQ(rest.at("/items/0/identity/last_name"), "Moreau");
        EXPECT_EQ(rest.at("/next"), "null");
        EXPECT_EQ(api.get("/v1/accounts?role=candidate").as(scene::candidate).items(), 0U);
    }
}

TEST(AFilterByState, TellsNoStateToWhoMayNotReadIt) {
    scene api;
    api.is_accompanied();
    api.models.given<account_stream>(scene::companion.account, {account_deactivated{}});
    const std::string list = "/v1/accounts?role=companion&state=";
    EXPECT_EQ(api.get(list + "deactivated").as(scene::administrator).items(), 1U);
    for (const auto& who : {scene::recruiter, scene::supervisor, scene::candidate})
        for (const auto* state : {"created", "invited", "active", "deactivated"})
            EXPECT_EQ(api.get(list + state).as(who).items(), 0U) << who.role << ' ' << state;
}

TEST(TheDirectory, KeepsBirthDateAndPostcodeToItself) {
    scene api;
    const person_id who{{9, 40}};
    account_created made;
    made.roles = {"companion"};
    made.organisation = scene::school;
    made.identity = api.seal(who, &account_created::identity, {"Eva", "Noir", calendar_day{1980, 1, 2}});
    made.contact = api.seal(who, &account_created::contact, {"e@example.org", "0601020304", "44000"});
    api.models.given<account_stream>(who, {std::move(made), account_activated{}});
    const auto found = api.get(path_of("accounts", who)).as(scene::recruiter);
    EXPECT_EQ(found.at("/identity/first_name"), "Eva");
    EXPECT_EQ(found.at("/contact/phone"), "0601020304");
    EXPECT_FALSE(found.has("/identity/birth_date"));
    EXPECT_FALSE(found.has("/contact/postcode"));
    EXPECT_EQ(api.get(path_of("accounts", who)).as(scene::administrator).at("/contact/postcode"), "44000");
}

TEST(ADirectory, ThatTheCharterDoesNotOpenIsEmpty) {
    scene api(nosemplois());
    api.is_there(scene::companion, "Moreau");
    EXPECT_EQ(api.get("/v1/directory/companions").as(scene::recruiter).items(), 0U);
    EXPECT_EQ(api.get(account_of(scene::companion)).as(scene::recruiter).status, 404);
    EXPECT_EQ(api.get("/v1/directory/companions").as(scene::administrator).items(), 1U);
}

TEST(AnAccount, IsReadWholeByItsHolderAndTheAdministrator) {
    scene api;
    api.is_accompanied();
    for (const auto& who : {scene::companion, scene::administrator}) {
        const auto read = api.get(account_of(scene::companion)).as(who);
        EXPECT_EQ(read.at("/state"), "active");
        EXPECT_EQ(read.at("/roles/0"), "companion");
        EXPECT_TRUE(read.has("/notifications"));
    }
    EXPECT_FALSE(api.get(account_of(scene::companion)).as(scene::supervisor).has("/state"));
    EXPECT_EQ(api.get(account_of(scene::recruiter)).as(scene::candidate).status, 404);
    EXPECT_EQ(api.get(account_of(scene::companion)).as(scene::candidate).at("/identity/last_name"), "Moreau");
    EXPECT_EQ(api.get("/v1/accounts/person_0").as(scene::administrator).status, 404);
}

TEST(ADeactivatedAccount, IsNotThereForWhoKnowsItByTheDirectoryAlone) {
    scene api;
    api.is_accompanied();
    const auto path = account_of(scene::companion);
    for (const auto& who : {scene::recruiter, scene::another_companion, scene::candidate})
        ASSERT_EQ(api.get(path).as(who).status, 200) << who.role;
    api.models.given<account_stream>(scene::companion.account, {account_deactivated{}});
    for (const auto& who : {scene::recruiter, scene::another_companion, scene::candidate}) {
        EXPECT_EQ(api.get(path).as(who).status, 404) << who.role;
        for (const auto* state : {"deactivated", "active"})
            EXPECT_EQ(api.get(std::string("/v1/accounts?role=companion&state=") + state)
                          .as(who)
                          .at("/items")
                          .find(to_string(scene::companion.account)),
                      std::string::npos)
                << who.role << ' ' << state;
    }
    // Who administers it, and whoever has to find others for its candidates.
    EXPECT_EQ(api.get(path).as(scene::administrator).at("/state"), "deactivated");
    EXPECT_EQ(api.get(path).as(scene::supervisor).at("/identity/last_name"), "Moreau");
}

TEST(WhoLeftTheirOrganisation, StandsInNoDirectoryAndReadsNone) {
    scene api;
    api.is_accompanied();
    ASSERT_EQ(api.get("/v1/directory/companions").as(scene::recruiter).items(), 1U);
    ASSERT_EQ(api.get("/v1/directory/recruiters").as(scene::companion).items(), 1U);
    api.models.given<account_stream>(scene::companion.account, {account_organisation_left{scene::school, {}}});
    EXPECT_EQ(api.get("/v1/directory/companions").as(scene::recruiter).items(), 0U);
    EXPECT_EQ(api.get(account_of(scene::companion)).as(scene::recruiter).status, 404);
    EXPECT_EQ(api.get("/v1/directory/recruiters").as(scene::companion).items(), 0U);
    EXPECT_EQ(api.get(account_of(scene::recruiter)).as(scene::companion).status, 404);
    EXPECT_EQ(api.get(account_of(scene::companion)).as(scene::companion).at("/identity/last_name"), "Moreau");
    EXPECT_EQ(api.get(account_of(scene::companion)).as(scene::administrator).status, 200);
}

TEST(ACandidatesAccount, IsNotThereForARecruiter) {
    scene api;
    api.is_accompanied();
    EXPECT_EQ(api.get(account_of(scene::candidate)).as(scene::recruiter).status, 404);
    EXPECT_EQ(api.get(account_of(scene::candidate)).as(scene::companion).at("/identity/last_name"), "Da Silva");
}

}  // namespace
}  // namespace parcours
