// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/query_api/routes/reads_scene.hpp"

namespace parcours {
namespace {

using scene = reads_scene;
const std::string file = path_of("candidates", scene::ana);

// shows APT-VIS-01, APT-VIS-12, APT-VIS-21
TEST(AFile, IsReadByTheCandidateTheirCompanionTheirSupervisorAndTheAdministrator) {
    scene api;
    api.is_accompanied();
    for (const auto& who : {scene::candidate, scene::companion, scene::supervisor, scene::administrator}) {
        const auto read = api.get(file).as(who);
        ASSERT_EQ(read.status, 200) << who.role;
        EXPECT_EQ(read.at("/identity/last_name"), "Da Silva");
        EXPECT_EQ(read.at("/contact/email"), "a@example.org");
        EXPECT_EQ(read.at("/sections/presentation/content/title"), "Vendeuse");
        EXPECT_EQ(read.at("/sensitive/content/text"), "appareil auditif");
        EXPECT_EQ(read.at("/version"), "3");
    }
}

// shows APT-VIS-01, APT-VIS-13
TEST(AFile, IsNotThereForAnyoneElse) {
    scene api;
    api.is_accompanied();
    api.is_there({scene::another_companion.account, "companion", scene::school}, "Blanc");
    for (const auto& who : {scene::recruiter, scene::another_companion, viewer{{{10, 9}}, "supervisor", scene::company},
                            viewer{scene::benoit, "candidate", {}}, viewer{{{3, 9}}, "auditor", {}}}) {
        EXPECT_EQ(api.get(file).as(who).status, 404) << who.role;
        EXPECT_EQ(api.get(file + "/snapshot").as(who).status, 404) << who.role;
        EXPECT_EQ(api.get(file + "/companions").as(who).status, 404) << who.role;
    }
    EXPECT_EQ(api.get(file).as_visitor().status, 401);
    EXPECT_EQ(api.get(path_of("candidates", person_id{{1, 1}})).as(scene::administrator).status, 404);
}

TEST(WhatIsSensitive, GoesToNoRecruiterWhateverACharterGrants) {
    scene api;
    api.is_accompanied();
    api.terms->visible.grant(group::identity, audience::recruiter, right::read);
    const auto read = api.get(file).as(scene::recruiter);
    EXPECT_EQ(read.status, 200);
    EXPECT_FALSE(read.has("/sensitive"));
}

TEST(ACompanionWithoutOrganisation, ReadsNothingUntilTheyJoinOneAgain) {
    scene api;
    api.is_accompanied();
    ASSERT_EQ(api.get(file).as(scene::companion).status, 200);
    api.models.given<account_stream>(scene::companion.account, {account_organisation_left{scene::school, {}}});
    EXPECT_EQ(api.get(file).as(scene::companion).status, 404);
    EXPECT_EQ(api.get("/v1/candidates").as(scene::companion).items(), 0U);
    EXPECT_EQ(api.get("/v1/applications").as(scene::companion).items(), 0U);
    EXPECT_EQ(api.get("/v1/dashboard").as(scene::companion).status, 200);
    api.models.given<account_stream>(scene::companion.account, {account_organisation_joined{scene::school, {}}});
    EXPECT_EQ(api.get(file).as(scene::companion).status, 200);
    EXPECT_EQ(api.get("/v1/candidates").as(scene::companion).items(), 1U);
}

TEST(ASupervisorWithoutOrganisation, IsNotThatOfACompanionWithoutOne) {
    scene api;
    api.is_accompanied();
    for (const auto& who : {scene::companion, scene::supervisor})
        api.models.given<account_stream>(who.account, {account_organisation_left{scene::school, {}}});
    EXPECT_EQ(api.get(file).as(scene::supervisor).status, 404);
    EXPECT_EQ(api.get("/v1/candidates").as(scene::supervisor).items(), 0U);
    EXPECT_EQ(api.get(path_of("accounts", scene::companion.account)).as(scene::supervisor).status, 404);
}

TEST(ARevokedCompanion, ReadsNothingFromTheNextRequestOn) {
    scene api;
    api.is_accompanied();
    ASSERT_EQ(api.get(file).as(scene::companion).status, 200);
    api.is_revoked(scene::link, scene::ana, scene::companion.account);
    EXPECT_EQ(api.get(file).as(scene::companion).status, 404);
    EXPECT_EQ(api.get(file).as(scene::supervisor).status, 404);
    EXPECT_EQ(api.get("/v1/candidates").as(scene::companion).items(), 0U);
}

TEST(AFile, ThatAnotherReadsIsInTheAccessLog) {
    scene api;
    api.is_accompanied();
    api.get(file).as(scene::candidate);
    EXPECT_TRUE(api.accesses.entries().empty());
    api.get(file).as(scene::companion);
    ASSERT_EQ(api.accesses.entries().size(), 1U);
    EXPECT_EQ(api.accesses.entries()[0].purpose, "read_candidate");
    EXPECT_EQ(api.accesses.entries()[0].whom, std::vector{scene::ana});
}

TEST(ASnapshot, ThatAnotherReadsIsInTheAccessLogOrNotShown) {
    scene api;
    api.is_accompanied();
    ASSERT_EQ(api.get(file + "/snapshot").as(scene::companion).at("/complete"), "true");
    ASSERT_EQ(api.accesses.entries().size(), 1U);
    EXPECT_EQ(api.accesses.entries()[0].purpose, "read_snapshot");
    EXPECT_EQ(api.accesses.entries()[0].whom, std::vector{scene::ana});
    api.accesses.set_fails(true);
    const auto refused = api.get(file + "/snapshot").as(scene::companion);
    EXPECT_EQ(refused.status, 503);
    EXPECT_FALSE(refused.has("/snapshot"));
}

// shows APT-RGT-04
TEST(AnErasedPerson, IsToldAsErased) {
    scene api;
    api.is_accompanied();
    api.vault.erase(scene::ana);
    const auto read = api.get(file).as(scene::companion);
    EXPECT_EQ(read.at("/identity/erased"), "true");
    EXPECT_EQ(read.at("/sections/presentation/content/erased"), "true");
    EXPECT_EQ(api.get("/v1/candidates").as(scene::companion).at("/items/0/identity/erased"), "true");
    EXPECT_EQ(api.get(file + "/snapshot").as(scene::companion).at("/complete"), "false");
}

TEST(AnOutageOfTheVault, IsNoErasureOfAFile) {
    scene api;
    api.is_accompanied();
    api.vault.set_outage(true);
    EXPECT_EQ(api.get(file).as(scene::companion).status, 503);
    EXPECT_EQ(api.get("/v1/candidates").as(scene::companion).status, 503);
    EXPECT_EQ(api.get(file + "/snapshot").as(scene::companion).status, 503);
}

// shows APT-VIS-16, NE-CON-02, APT-ROL-02
TEST(Candidates, AreListedForWhoAccompaniesOrSupervisesThem) {
    scene api;
    api.is_accompanied();
    api.has_file(scene::benoit, "Legrand");
    api.is_there(scene::another_companion, "Blanc");
    api.is_linked({{7, 20}}, scene::benoit, scene::another_companion.account);
    const auto own = api.get("/v1/candidates").as(scene::companion);
    ASSERT_EQ(own.items(), 1U);
    EXPECT_EQ(own.at("/items/0/id"), to_string(scene::ana));
    EXPECT_EQ(own.at("/items/0/identity/last_name"), "Da Silva");
    EXPECT_FALSE(own.has("/items/0/sections"));
    const auto supervised = api.get("/v1/candidates").as(scene::supervisor);
    ASSERT_EQ(supervised.items(), 2U);
    EXPECT_EQ(supervised.at("/items/0/id"), to_string(scene::benoit));
    EXPECT_EQ(api.get("/v1/candidates").as(scene::administrator).items(), 2U);
    EXPECT_EQ(api.get("/v1/candidates").as(scene::candidate).items(), 1U);
    EXPECT_EQ(api.get("/v1/candidates").as(scene::recruiter).items(), 0U);
}

TEST(PagesOfCandidates, FollowOneAnother) {
    scene api;
    api.is_accompanied();
    api.has_file(scene::benoit, "Legrand");
    api.is_linked({{7, 20}}, scene::benoit, scene::companion.account);
    for (const auto& who : {scene::companion, scene::supervisor, scene::administrator}) {
        const auto first = api.get("/v1/candidates?limit=1").as(who);
        ASSERT_EQ(first.items(), 1U);
        const auto second = api.get("/v1/candidates?limit=1&after=" + first.at("/next")).as(who);
        ASSERT_EQ(second.items(), 1U);
        EXPECT_NE(first.at("/items/0/id"), second.at("/items/0/id"));
        EXPECT_EQ(second.at("/next"), "null");
        EXPECT_EQ(api.get("/v1/candidates?limit=1&after=" + first.at("/next")).as(scene::candidate).status, 400);
    }
}

TEST(ASnapshot, ShowsWhatARecruiterWouldGetAndNoMore) {
    scene api;
    api.is_accompanied();
    for (const auto& who : {scene::candidate, scene::companion}) {
        const auto shown = api.get(file + "/snapshot").as(who);
        EXPECT_EQ(shown.at("/complete"), "true");
        EXPECT_EQ(shown.at("/headline/name"), "Ana Da Silva");
        EXPECT_EQ(shown.at("/snapshot/title"), "Vendeuse");
        EXPECT_FALSE(shown.has("/snapshot/email"));
        EXPECT_EQ(body_of(shown.whole).find("auditif"), std::string::npos);
    }
}

// shows NE-CON-03, MC-INV-06
TEST(Companions, WhoAskAreShownToTheCandidateByName) {
    scene api(nosemplois());
    api.has_file(scene::ana);
    api.is_there(scene::companion, "Moreau");
    api.models.given<companion_link_stream>(scene::link,
                                            {companion_link_requested{scene::ana, scene::companion.account}});
    const auto asking = api.get(file + "/companions").as(scene::candidate);
    ASSERT_EQ(asking.items(), 1U);
    EXPECT_EQ(asking.at("/items/0/id"), to_string(scene::link));
    EXPECT_EQ(asking.at("/items/0/status"), "requested");
    EXPECT_EQ(asking.at("/items/0/person/identity/last_name"), "Moreau");
    EXPECT_FALSE(asking.has("/items/0/person/contact/postcode"));
    EXPECT_EQ(api.get(file).as(scene::companion).status, 404);
    EXPECT_EQ(api.get("/v1/me").as(scene::companion).at("/candidates/requested"), "1");
    api.models.given<companion_link_stream>(scene::link,
                                            {companion_link_accepted{scene::ana, scene::companion.account}});
    EXPECT_EQ(api.get(file + "/companions").as(scene::companion).at("/items/0/status"), "linked");
}

// shows APT-FON-01
TEST(Me, TellsOrganisationFileAndCompanions) {
    scene api;
    api.is_accompanied();
    api.is_registered(scene::school, "Lycée du Lac", organisation_kind::school);
    const auto candidate = api.get("/v1/me").as(scene::candidate);
    EXPECT_EQ(candidate.at("/file/id"), to_string(scene::ana));
    EXPECT_EQ(candidate.at("/identity/last_name"), "Da Silva");
    EXPECT_EQ(candidate.at("/companions/links/0/person"), to_string(scene::companion.account));
    const auto companion = api.get("/v1/me").as(scene::companion);
    EXPECT_EQ(companion.at("/organisation_name"), "Lycée du Lac");
    EXPECT_EQ(companion.at("/candidates/linked"), "1");
    EXPECT_FALSE(companion.has("/file"));
}

}  // namespace
}  // namespace parcours
