// SPDX-License-Identifier: Apache-2.0
#include "infra/credentials/errand_pool.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <thread>
#include <utility>

#include <gtest/gtest.h>

#include "events/check.hpp"
#include "tests/support/fake_clock.hpp"

namespace parcours {
namespace {

// One thread, which is held until all have come; what runs is noted in its order.
struct a_held_pool {
    using turn = errand_pool::turn;
    using place = errand_pool::place;

    a_held_pool(std::size_t waiting_max, std::size_t of_owner_max)
        : pool(time, {1, waiting_max, of_owner_max, waiting_ms_max}) {
        std::promise<void> entered;
        check(pool.run(standing::unknown, "who holds it",
                       [&](turn) {
                           entered.set_value();
                           may_go_on.get_future().wait();
                       }) == place::taken,
              "an empty pool takes an errand");
        entered.get_future().wait();
    }
    ~a_held_pool() { go_on(); }

    void go_on() {
        if (!std::exchange(goes_on, true)) may_go_on.set_value();
    }
    place brings(const std::string& owner, int number = 0, standing whose = standing::unknown) {
        const auto found = pool.run(whose, owner, [this, owner, number](turn now) {
            const std::lock_guard hold(guard);
            (now == turn::runs ? ran : untried).push_back(owner + std::to_string(number));
        });
        if (found == place::taken) ++brought;
        return found;
    }
    std::vector<std::string> all_that_ran() {
        go_on();
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        const auto all_told = [&] {
            const std::lock_guard hold(guard);
            return ran.size() + untried.size() == brought;
        };
        while (!all_told() && std::chrono::steady_clock::now() < until) std::this_thread::yield();
        pool.stop();
        return ran;
    }

    static constexpr std::int64_t waiting_ms_max = 15'000;
    fake_clock time;
    std::mutex guard;
    std::vector<std::string> ran;
    std::vector<std::string> untried;
    std::size_t brought = 0;
    bool goes_on = false;
    std::promise<void> may_go_on;
    errand_pool pool;
};

TEST(APool, HoldsSoManyErrandsAndNoMore) {
    a_held_pool with(3, 3);
    for (const auto* owner : {"a", "b", "c"}) EXPECT_EQ(with.brings(owner), a_held_pool::place::taken);
    for (int each = 0; each < 100; ++each) EXPECT_EQ(with.brings("d"), a_held_pool::place::none);
    EXPECT_EQ(with.all_that_ran().size(), 3U);
    EXPECT_EQ(with.brings("a"), a_held_pool::place::none);
}

TEST(AnOwner, HasAShareOfThePlaces) {
    a_held_pool with(8, 2);
    EXPECT_EQ(with.brings("a"), a_held_pool::place::taken);
    EXPECT_EQ(with.brings("a"), a_held_pool::place::taken);
    for (int each = 0; each < 100; ++each) EXPECT_EQ(with.brings("a"), a_held_pool::place::share_used);
    EXPECT_EQ(with.brings("b"), a_held_pool::place::taken);
}

TEST(Owners, TakeTurns) {
    a_held_pool with(64, 16);
    for (int each = 0; each < 4; ++each) with.brings("a", each);
    for (int each = 0; each < 2; ++each) with.brings("b", each);
    with.brings("c");
    EXPECT_EQ(with.all_that_ran(), (std::vector<std::string>{"a0", "b0", "c0", "a1", "b1", "a2", "a3"}));
}

TEST(AFullPool, TakesAPlaceFromWhoHasMost) {
    a_held_pool with(6, 6);
    for (int each = 0; each < 4; ++each) with.brings("a", each);
    for (int each = 0; each < 2; ++each) with.brings("b", each);
    EXPECT_EQ(with.brings("c"), a_held_pool::place::taken);
    EXPECT_EQ(with.untried, (std::vector<std::string>{"a3"}));
    EXPECT_EQ(with.brings("a", 4), a_held_pool::place::none);
    EXPECT_EQ(with.brings("b", 2), a_held_pool::place::none);
    EXPECT_EQ(with.all_that_ran(), (std::vector<std::string>{"a0", "b0", "c0", "a1", "b1", "a2"}));
}

TEST(AFullPool, TakesAPlaceFromWhoFailedLately) {
    using place = a_held_pool::place;
    a_held_pool with(4, 4);
    for (int each = 0; each < 4; ++each) with.brings("failed", each, standing::doubtful);
    EXPECT_EQ(with.brings("new"), place::taken);
    EXPECT_EQ(with.brings("another"), place::taken);
    EXPECT_EQ(with.brings("known", 0, standing::proven), place::taken);
    EXPECT_EQ(with.untried, (std::vector<std::string>{"failed3", "failed2", "failed1"}));
    EXPECT_EQ(with.brings("also failed", 0, standing::doubtful), place::none);
    EXPECT_EQ(with.brings("known", 1, standing::proven), place::taken);
    EXPECT_EQ(with.brings("a third"), place::none);
    EXPECT_EQ(with.brings("known", 2, standing::proven), place::taken);
    EXPECT_EQ(with.untried.back(), "another0");  // of those who are as good, the one whose turn is last
}

TEST(Lines, TakeTurnsAndTheFirstHasTwo) {
    a_held_pool with(64, 16);
    for (int each = 0; each < 3; ++each) with.brings("d" + std::to_string(each), 0, standing::doubtful);
    for (int each = 0; each < 3; ++each) with.brings("u" + std::to_string(each));
    for (int each = 0; each < 3; ++each) with.brings("p" + std::to_string(each), 0, standing::proven);
    auto ran = with.all_that_ran();
    ASSERT_EQ(ran.size(), 9U);
    std::string lines;
    for (const auto& each : ran) lines += each.front();
    // The pool has had one turn already, of the line of its holder.
    EXPECT_EQ(lines, "pdpupdudu");
}

TEST(AnErrand, ThatHasWaitedTooLongIsGivenUp) {
    a_held_pool with(8, 8);
    with.brings("a", 0);
    with.time.advance_ms(10'000);
    with.brings("a", 1);
    with.time.advance_ms(a_held_pool::waiting_ms_max - 9'999);
    EXPECT_EQ(with.all_that_ran(), (std::vector<std::string>{"a1"}));
    EXPECT_EQ(with.untried, (std::vector<std::string>{"a0"}));
}

TEST(AnOwner, HasOneErrandAtATime) {
    const fake_clock time;
    std::atomic<int> at_once{0};
    std::atomic<int> most{0};
    std::atomic<int> ran{0};
    {
        errand_pool pool(time, {4, 64, 64, 15'000});
        std::promise<void> all_there;
        const auto there = all_there.get_future().share();
        for (int each = 0; each < 32; ++each)
            pool.run(standing::unknown, "a", [&, there](errand_pool::turn now) {
                there.wait();
                most = std::max(most.load(), ++at_once);
                std::this_thread::yield();
                --at_once;
                ran += now == errand_pool::turn::runs ? 1 : 0;
            });
        all_there.set_value();
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (ran < 32 && std::chrono::steady_clock::now() < until) std::this_thread::yield();
    }
    EXPECT_EQ(ran, 32);
    EXPECT_EQ(most, 1);
}

}  // namespace
}  // namespace parcours
