// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "commands/executor/byte_lru.hpp"
#include "commands/executor/contention.hpp"
#include "tests/support/fixed_entropy.hpp"

namespace parcours {
namespace {

using numbers = byte_lru<int, int, std::hash<int>>;

TEST(ValuesKeptUpToABudget, GoInTheOrderOfTheirUse) {
    numbers kept(3);
    kept.put(1, 10, 1);
    kept.put(2, 20, 1);
    kept.put(3, 30, 1);
    ASSERT_NE(kept.find(1), nullptr);
    kept.put(4, 40, 1);
    EXPECT_EQ(kept.find(2), nullptr);
    EXPECT_EQ(*kept.find(1), 10);
    EXPECT_EQ(*kept.find(4), 40);
}

TEST(ValuesKeptUpToABudget, AreNoneWhereOneIsLargerThanAll) {
    numbers kept(3);
    kept.put(1, 10, 4);
    EXPECT_EQ(kept.find(1), nullptr);
    EXPECT_EQ(kept.bytes(), 0U);
}

TEST(ValuesKeptUpToABudget, AreForgottenWhereTheirNextIsTooLarge) {
    numbers kept(3);
    kept.put(1, 10, 1);
    kept.put(1, 11, 4);
    EXPECT_EQ(kept.find(1), nullptr);
}

RC_GTEST_PROP(ValuesKeptUpToABudget, NeverExceedItAndAreNeverStale, ()) {
    const auto steps = *rc::gen::container<std::vector<std::pair<int, std::size_t>>>(
        rc::gen::pair(rc::gen::inRange(0, 8), rc::gen::inRange<std::size_t>(0, 6)));
    numbers kept(10);
    std::map<int, int> last;
    int value = 0;
    for (const auto& [key, size] : steps) {
        kept.put(key, ++value, size);
        last[key] = value;
        RC_ASSERT(kept.bytes() <= 10U);
        for (const auto& [each, expected_value] : last)
            if (const auto* found = kept.find(each)) RC_ASSERT(*found == expected_value);
    }
}

struct against_a_rival : testing::Test {
    contention rivalry{1'000};
    fixed_entropy random;
};
using AWriterAgainstARival = against_a_rival;

TEST_F(AWriterAgainstARival, PipelinesOnlyWhileItWins) {
    EXPECT_EQ(rivalry.pending_max(8), 8U);
    rivalry.lost(0, random);
    EXPECT_EQ(rivalry.pending_max(8), 1U);
    EXPECT_FALSE(rivalry.paused(0));
    rivalry.won(5);
    EXPECT_EQ(rivalry.pending_max(8), 8U);
}

TEST_F(AWriterAgainstARival, TriesAgainAtOnceAndBacksOffALittleAfterManyLosses) {
    for (int i = 0; i < 31; ++i) rivalry.lost(0, random);
    EXPECT_FALSE(rivalry.paused(0));
    for (int i = 0; i < 100; ++i) rivalry.lost(0, random);
    EXPECT_TRUE(rivalry.paused(0));
    EXPECT_FALSE(rivalry.paused(8 * 5 + 1));
}

TEST_F(AWriterAgainstARival, LetsItInForLongerUntilItWins) {
    std::int64_t now_ms = 0;
    std::int64_t longest_ms = 0;
    for (int i = 0; i < 20; ++i) {
        rivalry.rival_lost(now_ms);
        const std::int64_t began_ms = now_ms;
        while (rivalry.paused(now_ms)) ++now_ms;
        longest_ms = std::max(longest_ms, now_ms - began_ms);
        now_ms += 2 * (now_ms - began_ms);
    }
    EXPECT_EQ(longest_ms, 20 * 64);
    for (int i = 0; i < 6; ++i) rivalry.rival_won();
    rivalry.rival_lost(now_ms);
    EXPECT_FALSE(rivalry.paused(now_ms + 20 * 64));
}

TEST_F(AWriterAgainstARival, LetsItInOnceInTwelveRoundTrips) {
    rivalry.rival_lost(0);
    EXPECT_TRUE(rivalry.paused(19));
    EXPECT_FALSE(rivalry.paused(20));
    rivalry.rival_lost(30);
    EXPECT_FALSE(rivalry.paused(31));
    rivalry.rival_lost(60);
    EXPECT_TRUE(rivalry.paused(61));
}

}  // namespace
}  // namespace parcours
