// SPDX-License-Identifier: Apache-2.0
#include "projections/folds/companion_links.hpp"

#include <gtest/gtest.h>

#include "tests/support/folded.hpp"
#include "tests/support/print_events.hpp"

namespace parcours {
namespace {

const person_id ana{{1, 1}};
const person_id bruno{{1, 2}};
const link_id link{{1, 3}};
using links = folded<companion_links>;
using found = std::vector<std::pair<link_id, bytes>>;

bytes state(link_state value) { return {static_cast<char>(value)}; }

TEST(ACompanionWhoAsks, IsListedAsAskingUntilTheCandidateAnswers) {
    links now;
    now.given(link, {companion_link_requested{ana, bruno}});
    EXPECT_EQ(now.list(companion_links::of_candidate(ana)), (found{{link, state(link_state::requested)}}));
    now.given(link, {companion_link_accepted{ana, bruno}});
    EXPECT_EQ(now.list(companion_links::of_candidate(ana)), (found{{link, state(link_state::linked)}}));
    EXPECT_EQ(now.list(companion_links::of_companion(bruno)), (found{{link, state(link_state::linked)}}));
}

TEST(ACompanionWhoIsDeclined, IsNowhereListed) {
    links now;
    now.given(link, {companion_link_requested{ana, bruno}, companion_link_declined{ana, bruno}});
    EXPECT_TRUE(now.list(companion_links::of_candidate(ana)).empty());
    EXPECT_EQ(now.row(link).state, link_state::declined);
}

TEST(ARevokedLink, IsRememberedAndNowhereListed) {
    links now;
    now.given(link, {companion_link_assigned{ana, bruno, link_origin::created_with_account},
                     companion_link_revoked{ana, bruno}});
    EXPECT_TRUE(now.list(companion_links::of_candidate(ana)).empty());
    EXPECT_TRUE(now.list(companion_links::of_companion(bruno)).empty());
    const companion_links::row revoked{ana, bruno, link_state::revoked, link_origin::created_with_account,
                                       links::at(1)};
    EXPECT_EQ(now.row(link), revoked);
    EXPECT_EQ(now.version(link), 2U);
}

}  // namespace
}  // namespace parcours
