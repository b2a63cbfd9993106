// SPDX-License-Identifier: Apache-2.0
#include "query_api/relations/relation_reader.hpp"

#include <gtest/gtest.h>

#include "tests/support/folded.hpp"

namespace parcours {
namespace {

const person_id ana{{1, 1}};
const person_id bruno{{1, 2}};
const person_id carla{{1, 3}};
const organisation_id school{{1, 4}};
const link_id link{{1, 5}};

account_created companion_of(const organisation_id& where) {
    account_created made;
    made.roles = {"companion"};
    made.organisation = where;
    made.identity = cell_of("identity");
    made.contact = cell_of("contact");
    return made;
}

struct relations {
    folded<companion_links> links;
    folded<accounts> people;
    ties of(const viewer& who) const {
        const auto links_now = links.now();
        const auto people_now = people.now();
        return relation_reader(*links_now, *people_now).ties_of(who, {ana, {}, {}, {}, row_reach::unbound}).value();
    }
};

TEST(ACompanion, IsTiedToACandidateUntilTheLinkIsRevoked) {
    relations now;
    const viewer who{bruno, "companion", school};
    EXPECT_EQ(now.of(who).link, link_tie::none);
    now.links.given(link, {companion_link_assigned{ana, bruno, link_origin::assigned}});
    EXPECT_EQ(now.of(who).link, link_tie::linked);
    now.links.given(link, {companion_link_revoked{ana, bruno}});
    EXPECT_EQ(now.of(who).link, link_tie::none);
}

// shows APT-VIS-12
TEST(ASupervisor, SeesCandidatesOfTheCompanionsOfTheirOrganisationUnlessAnotherIsNamed) {
    relations now;
    const viewer who{carla, "supervisor", school};
    now.links.given(link, {companion_link_assigned{ana, bruno, link_origin::assigned}});
    now.people.given(bruno, {companion_of(school)});
    EXPECT_TRUE(now.of(who).supervises);
    EXPECT_FALSE(now.of({carla, "supervisor", {{1, 9}}}).supervises);
    now.people.given(bruno, {account_supervisor_set{person_id{{1, 8}}, {}}});
    EXPECT_FALSE(now.of(who).supervises);
    now.people.given(bruno, {account_supervisor_set{carla, {}}});
    EXPECT_TRUE(now.of(who).supervises);
}

}  // namespace
}  // namespace parcours
