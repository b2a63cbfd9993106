// SPDX-License-Identifier: Apache-2.0
// Who revokes a session by a command, and what the next request with its token is told.
#include "tests/infra/processes/a_served_platform.hpp"

namespace parcours {
namespace {

TEST(ARevocationOfAllSessions, HoldsAtTheNextRequestAndAfterARestart) {
    a_served_platform with;
    const auto eva = with.signs_in("eva").first;
    const auto ana = with.signs_in("ana").first;
    const auto ana_elsewhere = with.signs_in("ana").first;
    ASSERT_EQ(with.asks(ana), 200);
    ASSERT_EQ(with.asks(ana_elsewhere), 200);
    ASSERT_EQ(with.revokes(eva, "ana"), 200);
    EXPECT_EQ(with.asks(ana), 401);
    EXPECT_EQ(with.asks(ana_elsewhere), 401);
    EXPECT_EQ(with.asks(eva), 200);
    const auto ana_again = with.signs_in("ana").first;
    EXPECT_EQ(with.asks(ana_again), 200);
    with.comes_back();
    EXPECT_EQ(with.asks(ana), 401);
    EXPECT_EQ(with.asks(ana_again), 200);
}

TEST(ARevocationOfOneSession, LeavesTheOthers) {
    a_served_platform with;
    const auto eva = with.signs_in("eva").first;
    const auto [ana, session] = with.signs_in("ana");
    const auto ana_elsewhere = with.signs_in("ana").first;
    ASSERT_EQ(with.asks(ana), 200);
    ASSERT_EQ(with.revokes(eva, "ana", session), 200);
    EXPECT_EQ(with.asks(ana), 401);
    EXPECT_EQ(with.asks(ana_elsewhere), 200);
}

TEST(ARevocationByTheHolder, EndsTheSessionThatAskedForItToo) {
    a_served_platform with;
    const auto [ana, session] = with.signs_in("ana");
    const auto ana_elsewhere = with.signs_in("ana").first;
    ASSERT_EQ(with.revokes(ana_elsewhere, "ana", session), 200);
    EXPECT_EQ(with.asks(ana), 401);
    ASSERT_EQ(with.asks(ana_elsewhere), 200);
    ASSERT_EQ(with.revokes(ana_elsewhere, "ana"), 200);
    EXPECT_EQ(with.asks(ana_elsewhere), 401);
}

}  // namespace
}  // namespace parcours
