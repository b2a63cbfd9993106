// SPDX-License-Identifier: Apache-2.0
#include "infra/credentials/errand_pool.hpp"

#include <chrono>
#include <future>
#include <utility>

#include <gtest/gtest.h>

#include "events/check.hpp"

namespace parcours {
namespace {

// One thread, which is held until all have come; what runs is noted in its order.
struct a_held_pool {
    using turn = errand_pool::turn;
    using place = errand_pool::place;

    a_held_pool(std::size_t waiting_max, std::size_t of_owner_max) : pool(1, waiting_max, of_owner_max) {
        std::promise<void> entered;
        check(pool.run("who holds it",
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
    place brings(const std::string& owner, int number = 0) {
        const auto found = pool.run(owner, [this, owner, number](turn now) {
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

}  // namespace
}  // namespace parcours
