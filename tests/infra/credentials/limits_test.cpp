// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <latch>
#include <thread>

#include <gtest/gtest.h>

#include "infra/credentials/attempt_limits.hpp"
#include "infra/credentials/session_cache.hpp"
#include "tests/contracts/credentials_fixture.hpp"

namespace parcours {
namespace {

TEST(AttemptsThatComeAtOnce, AreHeldBeforeItIsKnownHowTheyEnd) {
    attempt_limits limits;
    std::atomic<int> begun{0};
    std::latch begin(8);
    std::vector<std::thread> threads;
    for (int each = 0; each < 8; ++each)
        threads.emplace_back([&] {
            begin.arrive_and_wait();
            begun += limits.begin("ana@example.org", "peer", 7) == 0 ? 1 : 0;
        });
    for (auto& each : threads) each.join();
    EXPECT_EQ(begun, 5);
}

TEST(AnAttempt, ThatWasNeverTriedCostsNothing) {
    attempt_limits limits;
    for (int each = 0; each < 1'000; ++each) {
        ASSERT_EQ(limits.begin("ana@example.org", "peer", 7), 0);
        limits.give_back("ana@example.org", "peer", 7);
    }
    EXPECT_EQ(limits.remembered(), 0U);
}

TEST(TheWait, IsAsLongAsItIsSaidToBe) {
    attempt_limits limits(5);
    for (int each = 0; each < 5; ++each) ASSERT_EQ(limits.begin("ana@example.org", "peer", 0), 0);
    EXPECT_EQ(limits.begin("ana@example.org", "peer", 0), 12);
    EXPECT_EQ(limits.begin("ana@example.org", "peer", 6'000), 6);
    EXPECT_EQ(limits.begin("ana@example.org", "peer", 11'999), 1);
    EXPECT_EQ(limits.begin("ana@example.org", "peer", 12'000), 0);
    EXPECT_EQ(limits.begin("ana@example.org", "peer", 12'000), 12);
}

TEST(AFloodOfAttempts, IsRememberedWithinBounds) {
    attempt_limits limits;
    const auto most = 5 * attempt_limits::entries_max;
    for (std::size_t each = 0; each < attempt_limits::entries_max + 20'000; ++each) {
        ASSERT_EQ(limits.begin(std::to_string(each), std::to_string(each), 7), 0);
        if (each % 3 == 0) limits.failed(std::to_string(each), 7);
        if (each % 2 == 0) limits.succeeded(std::to_string(each), std::to_string(each), 7);
    }
    EXPECT_LE(limits.remembered(), most);
    EXPECT_GT(limits.remembered(), attempt_limits::entries_max / 2);
}

TEST(AClientThatGuessesAtManyAddresses, IsSlowedAloneAndKeepsNobodyOutWhoHasBeenThere) {
    attempt_limits limits;
    ASSERT_EQ(limits.begin("ana@example.org", "router", 0), 0);
    limits.succeeded("ana@example.org", "router", 0);
    int tried = 0;
    for (int each = 0; each < 500; ++each)
        tried += limits.begin(std::to_string(each) + "@example.org", "router", 0) == 0 ? 1 : 0;
    EXPECT_EQ(tried, 30);
    EXPECT_EQ(limits.begin("new@example.org", "router", 0), 2);
    EXPECT_EQ(limits.begin("new@example.org", "elsewhere", 0), 0);
    EXPECT_EQ(limits.begin("ana@example.org", "router", 0), 0);
    tried = 0;
    for (int each = 0; each < 500; ++each)
        tried += limits.begin(std::to_string(each) + "@example.com", "router", 60'000) == 0 ? 1 : 0;
    EXPECT_EQ(tried, 30 - 1);
}

TEST(AClientOfManyWhoSignInRightly, IsHeldByNothing) {
    attempt_limits limits;
    for (int each = 0; each < 1'000; ++each) {
        const auto email = std::to_string(each) + "@example.org";
        ASSERT_EQ(limits.begin(email, "router", 7), 0) << each;
        limits.succeeded(email, "router", 7);
    }
}

TEST(AClient, IsDoubtfulForAWhileAfterAFailureButWhereItHasSignedIn) {
    attempt_limits limits;
    EXPECT_EQ(limits.standing_of("ana@example.org", "peer", 0), standing::unknown);
    limits.failed("peer", 0);
    limits.succeeded("ben@example.org", "peer", 0);
    EXPECT_EQ(limits.standing_of("ana@example.org", "peer", attempt_limits::doubt_ms - 1), standing::doubtful);
    EXPECT_EQ(limits.standing_of("ben@example.org", "peer", 0), standing::proven);
    EXPECT_EQ(limits.standing_of("ben@example.org", "another", 0), standing::unknown);
    EXPECT_EQ(limits.standing_of("ana@example.org", "peer", attempt_limits::doubt_ms), standing::unknown);
}

TEST(ALookAtTheLimits, CountsNothing) {
    attempt_limits limits;
    for (int each = 0; each < 1'000; ++each) ASSERT_EQ(limits.wait_before("ana@example.org", "peer", 0), 0);
    for (int each = 0; each < 5; ++each) ASSERT_EQ(limits.begin("ana@example.org", "peer", 0), 0);
    EXPECT_EQ(limits.wait_before("ana@example.org", "peer", 0), 12);
}

struct a_cache {
    session_cache cache{4};
    instant now{1'700'000'000'000};
    std::int64_t now_ms = 1'000;

    session begun(std::uint64_t number, const person_id& account = ana) const {
        session one{{1, number}, account, "candidate", now, now, {}};
        one.expires_at = end_of(one);
        return one;
    }
    session_cache::in_use put(const bytes& hash, const session& one) {
        return cache.put(hash, one, cache.changes(), now, now_ms);
    }
    bool holds(const bytes& hash) { return cache.use(hash, now, now_ms).has_value(); }
    void pass(std::int64_t ms) {
        now.ms += ms;
        now_ms += ms;
    }
};

TEST(ACachedSession, IsReadAgainAfterThirtySeconds) {
    a_cache some;
    some.put("a", some.begun(1));
    some.pass(29'999);
    EXPECT_TRUE(some.holds("a"));
    EXPECT_FALSE(some.holds("b"));
    some.pass(1);
    EXPECT_FALSE(some.holds("a"));
}

TEST(ACachedSession, IsReadAgainWhenItsAccountChanged) {
    a_cache some;
    some.put("a", some.begun(1));
    some.put("b", some.begun(2, ben));
    some.cache.forget(ana);
    EXPECT_FALSE(some.holds("a"));
    EXPECT_TRUE(some.holds("b"));
}

TEST(ASessionThatIsEndedWhileItIsRead, IsNotKept) {
    a_cache some;
    const auto seen = some.cache.changes();
    some.cache.remove({"a"});
    EXPECT_EQ(some.cache.put("a", some.begun(1), seen, some.now, some.now_ms).what.id, (id128{1, 1}));
    EXPECT_FALSE(some.holds("a"));
    const auto before = some.cache.changes();
    some.cache.forget(ana);
    some.cache.put("a", some.begun(1), before, some.now, some.now_ms);
    EXPECT_FALSE(some.holds("a"));
}

TEST(TheLastUseOfASession, OutlivesBeingReadAgainAndIsToldToOneForWriting) {
    a_cache some;
    const auto stored = some.begun(1);
    EXPECT_FALSE(some.put("a", stored).note);
    some.pass(10'000);
    EXPECT_FALSE(some.cache.use("a", some.now, some.now_ms)->note);
    const instant used = some.now;
    some.pass(20'000);
    EXPECT_EQ(some.cache.used_at("a", stored), used);
    some.pass(271'000);
    EXPECT_TRUE(some.put("a", stored).note);
    EXPECT_FALSE(some.cache.use("a", some.now, some.now_ms)->note);
    EXPECT_FALSE(some.put("a", stored).note);
}

TEST(ACache, HoldsNoMoreSessionsThanItMay) {
    a_cache some;
    for (std::uint64_t each = 0; each < 100; ++each) {
        some.put(std::to_string(each), some.begun(each, person_id{{1, each % 7}}));
        some.pass(1);
    }
    int held = 0;
    for (int each = 0; each < 100; ++each) held += some.holds(std::to_string(each)) ? 1 : 0;
    EXPECT_LE(held, 4);
    EXPECT_GE(held, 1);
}

}  // namespace
}  // namespace parcours
