// SPDX-License-Identifier: Apache-2.0
// What facts say of who belongs to no organisation, and of accounts that no directory shows.
#include <gtest/gtest.h>

#include "tests/infra/processes/facts_scene.hpp"

namespace parcours {
namespace {

using scene = facts_scene;

struct around_an_application : scene {
    around_an_application() {
        is_there(ana, "candidate");
        is_there(bruno, "companion", school);
        is_there(carla, "supervisor", school);
        is_there(denis, "recruiter", company);
        is_linked();
        models.given<application_stream>(an_application, {submitted()});
    }
    bool is(const actor& by, audience whom) { return audiences(by, application).has(whom); }
};

TEST(ACompanion, IsOneAgainOnlyWithinAnOrganisationWhereTheCharterPutsThemIntoOne) {
    around_an_application now;
    now.terms->roles["companion"].in_organisation = true;
    ASSERT_TRUE(now.is(scene::the_companion, audience::companion));
    now.models.given<account_stream>(scene::bruno, {account_organisation_left{scene::school, {}}});
    EXPECT_FALSE(now.is(scene::the_companion, audience::companion));
    const stream_id own{stream_kind::account, scene::bruno.value};
    EXPECT_TRUE(now.audiences(scene::the_companion, own).has(audience::self));
    // Nor do they make accounts, nor does anybody name them.
    fact_needs needs;
    needs.other = scene::bruno;
    const auto told = now.read(scene::the_companion, needs).value();
    EXPECT_TRUE(told.issuer->active && told.issuer->roles.empty());
    EXPECT_TRUE(told.other->active && told.other->roles.empty());
    now.models.given<account_stream>(scene::bruno, {account_organisation_joined{scene::school, {}}});
    EXPECT_TRUE(now.is(scene::the_companion, audience::companion));
    EXPECT_TRUE(now.read(scene::the_companion, needs).value().issuer->roles.contains("companion"));
}

// A command on an account that one may not know of is answered as one on an id that nobody has (404).
TEST(AnAccountOfThePlatformItself, IsJudgedAsOneThatIsNotThere) {
    around_an_application now;
    now.terms->directory = true;
    now.terms->visible.grant(group::directory, audience::directory_reader, right::read);
    std::uint64_t number = 50;
    const stream_id nobody{stream_kind::account, {12, 49}};
    for (const std::string office : {"administrator", "officer", "auditor", "worker", "analyst"}) {
        const person_id who{{12, number++}};
        now.is_there(who, office);
        for (const auto& by : {scene::the_companion, scene::the_supervisor, scene::the_recruiter})
            EXPECT_EQ(now.audiences(by, {stream_kind::account, who.value}), now.audiences(by, nobody))
                << office << " to " << by.role;
    }
    const stream_id professional{stream_kind::account, scene::bruno.value};
    EXPECT_TRUE(now.audiences(scene::the_recruiter, professional).has(audience::directory_reader));
}

}  // namespace
}  // namespace parcours
