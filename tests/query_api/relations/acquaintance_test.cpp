// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/query_api/relations/persons_scene.hpp"

namespace parcours {
namespace {

using namespace relation_cast;

TEST(ACandidate, KnowsWhoAccompaniesThemOrAsksTo) {
    persons now;
    EXPECT_FALSE(now.is_known(bruno));
    now.models.given<companion_link_stream>(link, {companion_link_requested{ana, bruno}});
    EXPECT_TRUE(now.is_known(bruno));
    EXPECT_FALSE(now.is_known(denis));
    now.models.given<companion_link_stream>(link, {companion_link_declined{ana, bruno}});
    EXPECT_FALSE(now.is_known(bruno));
}

TEST(ACandidate, KnowsTheRecruiterOfAnOwnMeeting) {
    persons now;
    now.has_met(denis);
    EXPECT_TRUE(now.is_known(denis));
    EXPECT_FALSE(now.is_known(bruno));
    const row_standing account{{}, denis, {}, company, row_reach::unbound};
    EXPECT_FALSE(now.of({carla, "candidate", {}}, account).acquainted);
    now.models.park(applications::name, {stream_kind::application, an_application.value});
    EXPECT_FALSE(now.is_known(denis));
}

TEST(ACandidate, KnowsTheirSponsorWhileTheyAreOne) {
    persons now;
    now.is_sponsored_by(denis);
    EXPECT_TRUE(now.is_known(denis));
    now.models.given<sponsorship_stream>(a_sponsorship, {sponsorship_sponsor_reassigned{ana, company, bruno}});
    EXPECT_FALSE(now.is_known(denis));
    EXPECT_TRUE(now.is_known(bruno));
    now.models.given<sponsorship_stream>(a_sponsorship, {sponsorship_ended{ana, company, {}}});
    EXPECT_FALSE(now.is_known(bruno));
}

TEST(ACandidate, ListsAllWhomTheyKnowOnce) {
    persons now;
    const auto known = [&] { return relations_now(now.models)->known_to(ana).value(); };
    EXPECT_TRUE(known().empty());
    now.is_linked();
    now.has_met(denis);
    now.is_sponsored_by(denis);
    EXPECT_EQ(known(), (std::vector{bruno, denis}));
    now.models.park(applications::name, {stream_kind::application, an_application.value});
    now.models.given<sponsorship_stream>(a_sponsorship, {sponsorship_ended{ana, company, {}}});
    EXPECT_EQ(known(), std::vector{bruno});
    EXPECT_TRUE(relations_now(now.models)->known_to(carla).value().empty());
}

}  // namespace
}  // namespace parcours
