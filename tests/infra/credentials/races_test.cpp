// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <latch>
#include <thread>

#include "tests/infra/credentials/stored_under_test.hpp"
#include "tests/infra/disk/test_disk.hpp"

namespace parcours {
namespace {

// Runs each on its own thread, all at once.
void run_together(const std::vector<std::function<void()>>& all) {
    std::latch begin(static_cast<std::ptrdiff_t>(all.size()));
    std::vector<std::thread> threads;
    for (const auto& each : all)
        threads.emplace_back([&] {
            begin.arrive_and_wait();
            each();
        });
    for (auto& each : threads) each.join();
}

TEST(ASessionThatIsEnded, StaysEndedWhoeverUsesItAtThatMoment) {
    stored_under_test now;
    for (int round = 0; round < 40; ++round) {
        const auto opened = now.all().open_session(ana, "candidate");
        now.time.advance_ms(session_cache::noted_every_ms + 1);  // so that its use is to be written
        const auto use = [&] {
            for (int each = 0; each < 20; ++each) {
                EXPECT_TRUE(now.all().find_session(opened->token).has_value());
                now.all().forget(ana);
            }
        };
        const auto end = [&] { EXPECT_EQ(now.all().close_session(ana, opened->what.id), true); };
        run_together({use, use, end});
        ASSERT_EQ(now.all().find_session(opened->token), std::nullopt) << round;
        ASSERT_TRUE(now.all().sessions_of(ana)->empty()) << round;
    }
}

TEST(ARoleThatWasEntered, IsNotOverwrittenByWhoUsesTheSessionAtThatMoment) {
    stored_under_test now;
    const auto opened = now.all().open_session(ana, "candidate");
    for (int round = 0; round < 40; ++round) {
        const std::string role = round % 2 == 0 ? "companion" : "candidate";
        now.time.advance_ms(session_cache::noted_every_ms + 1);
        const auto use = [&] {
            for (int each = 0; each < 10; ++each)
                EXPECT_TRUE(now.all().find_session(opened->token).value().has_value());
        };
        const auto enter = [&] { EXPECT_EQ(now.all().switch_role(ana, opened->what.id, role), true); };
        run_together({use, use, enter});
        ASSERT_EQ(now.all().find_session(opened->token).value()->role, role) << round;
    }
    now.reopen();
    EXPECT_EQ(now.all().find_session(opened->token).value()->role, "candidate");
}

TEST(ManyThreads, SignInAndOutWithoutLosingAnySession) {
    credential_settings settings;
    settings.sessions_cached_max = 8;
    stored_under_test now(settings);
    std::atomic<int> open{0};
    const auto come_and_go = [&] {
        for (int each = 0; each < 15; ++each) {
            const auto mine = now.all().open_session(ana, "candidate");
            ASSERT_TRUE(mine);
            ASSERT_TRUE(now.all().find_session(mine->token).value().has_value());
            if (each % 3 == 0) {
                ++open;
                continue;
            }
            ASSERT_EQ(now.all().close_session(ana, mine->what.id), true);
            ASSERT_EQ(now.all().find_session(mine->token), std::nullopt);
        }
    };
    run_together({come_and_go, come_and_go, come_and_go, come_and_go});
    EXPECT_EQ(now.all().sessions_of(ana)->size(), static_cast<std::size_t>(open));
}

TEST(WithoutPower, WhatWasToldIsThere) {
    test_disk disk;
    stored_under_test now({}, disk.environment());
    now.know("ana@example.org", ana);
    std::vector<std::string> tokens;
    std::string ended;
    for (int round = 0; round < 3; ++round) {
        for (const auto& token : tokens) ASSERT_TRUE(now.all().find_session(token).value().has_value());
        EXPECT_EQ(now.all().find_session(ended), std::nullopt);
        tokens.push_back(now.all().open_session(ana, "candidate")->token);
        const auto other = now.all().open_session(ana, "candidate");
        ended = other->token;
        ASSERT_EQ(now.all().close_session(ana, other->what.id), true);
        const auto password = "the one of round " + std::to_string(round);
        ASSERT_TRUE(set_password(now.all(), ana, password));
        const auto reset = now.all().make_token(token_purpose::password_reset, ana);
        ASSERT_TRUE(reset);
        disk.cut_power();
        EXPECT_FALSE(now.all().open_session(ana, "candidate"));
        now.close();
        disk.lose_unsynced();
        disk.heal();
        now.reopen();
        EXPECT_EQ(in_words(verify(now.all(), "ana@example.org", password)), "right");
        EXPECT_EQ(now.all().look_at_token(token_purpose::password_reset, *reset).value(), ana);
    }
}

TEST(ADiskThatFails, TellsNobodyOfASessionAndKeepsThoseThatAreThere) {
    test_disk disk;
    stored_under_test now({}, disk.environment());
    now.know("ana@example.org", ana);
    ASSERT_TRUE(set_password(now.all(), ana, "a right one"));
    const auto opened = now.all().open_session(ana, "candidate");
    disk.fail_syncs();
    EXPECT_FALSE(now.all().open_session(ana, "candidate"));
    EXPECT_FALSE(now.all().make_token(token_purpose::activation, ana));
    EXPECT_FALSE(set_password(now.all(), ana, "another"));
    now.time.advance_ms(session_cache::noted_every_ms + 1);
    EXPECT_TRUE(now.all().find_session(opened->token).value().has_value());  // its use is not written, and it goes on
    EXPECT_EQ(in_words(verify(now.all(), "ana@example.org", "a right one")), "right");
    disk.heal();
    now.close();
}

}  // namespace
}  // namespace parcours
