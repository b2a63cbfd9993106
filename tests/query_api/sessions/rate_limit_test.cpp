// SPDX-License-Identifier: Apache-2.0
#include "query_api/front/rate_limit.hpp"

#include <atomic>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace parcours {
namespace {

int taken(rate_limit& of, std::string_view who, std::int64_t now_ms, int tries = 1'000) {
    int count = 0;
    for (int each = 0; each < tries; ++each) count += of.take(who, now_ms) ? 1 : 0;
    return count;
}

TEST(ARateLimit, GivesASecondsWorthAtOnceAndTheRestAsTimePasses) {
    rate_limit limit(10);
    EXPECT_EQ(taken(limit, "ana", 5'000), 10);
    EXPECT_EQ(taken(limit, "ana", 5'099), 0);
    EXPECT_EQ(taken(limit, "ana", 5'301), 3);
    EXPECT_EQ(taken(limit, "ana", 100'000), 10);  // never more than a second's worth
}

TEST(ARateLimit, MayBeOfAnyStretchOfTime) {
    rate_limit limit(20, 3'600'000);
    EXPECT_EQ(taken(limit, "ana", 5'000), 20);
    EXPECT_EQ(taken(limit, "ana", 184'999), 0);
    EXPECT_EQ(taken(limit, "ana", 185'000), 1);
    EXPECT_EQ(limit.wait_s(), 180);
    EXPECT_EQ(rate_limit(100).wait_s(), 1);
}

TEST(ARateLimit, IsOfEachAlone) {
    rate_limit limit(3);
    EXPECT_EQ(taken(limit, "ana", 0), 3);
    EXPECT_EQ(taken(limit, "ben", 0), 3);
    EXPECT_EQ(taken(limit, "ana", 0), 0);
}

TEST(ARateLimit, StandsStillWhereTimeDoesNotPass) {
    rate_limit limit(2);
    EXPECT_EQ(taken(limit, "ana", 10'000), 2);
    EXPECT_EQ(taken(limit, "ana", 9'000), 0);
}

TEST(ARateLimit, IsChangedWhileItRuns) {
    rate_limit limit(2);
    EXPECT_EQ(taken(limit, "ana", 0), 2);
    limit.set(50);
    EXPECT_EQ(taken(limit, "ana", 1'000), 50);
    EXPECT_EQ(taken(limit, "ben", 1'000), 50);
}

TEST(ARateLimit, HoldsThroughAFloodOfOthers) {
    rate_limit limit(1);
    ASSERT_TRUE(limit.take("ana", 0));
    for (int each = 0; each < 15'000; ++each) ASSERT_TRUE(limit.take("peer " + std::to_string(each), 10));
    EXPECT_FALSE(limit.take("ana", 20));
    EXPECT_TRUE(limit.take("ana", 1'100));
}

TEST(ManyThreads, TakeNoMoreThanThereIs) {
    rate_limit limit(500);
    std::atomic<int> all{0};
    std::vector<std::thread> threads;
    for (int each = 0; each < 6; ++each) threads.emplace_back([&] { all += taken(limit, "ana", 7, 300); });
    for (auto& each : threads) each.join();
    EXPECT_EQ(all, 500);
}

}  // namespace
}  // namespace parcours
