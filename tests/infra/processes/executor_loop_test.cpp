// SPDX-License-Identifier: Apache-2.0
// The executors of a process on their thread, over a log that goes on by itself.
#include "infra/processes/executor_loop.hpp"

#include <atomic>
#include <future>

#include <gtest/gtest.h>

#include "infra/processes/log_hub.hpp"
#include "tests/infra/processes/eventually.hpp"
#include "tests/infra/processes/pumped_log.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fixed_entropy.hpp"
#include "tests/support/keys_in_memory.hpp"
#include "tests/support/tally.hpp"

namespace parcours {
namespace {

using kind = command_answer::kind;
constexpr auto long_enough = std::chrono::seconds(20);
constexpr partition_number partitions = 4;

struct unheard_fates final : commit_fates {
    void on_lost(const command_id&, const digest&) override {}
    void on_given_up(const command_id&) override {}
};

struct a_loop {
    explicit a_loop(const executor_settings& settings = {})
        : loop({records.history(), records, vault, time, random, folds}, writer_id{1}, settings, terms, fates) {
        hub.add({[this](std::span<const accepted> group) { loop.on_accepted(group); },
                 [this](const ignored& record) { loop.on_ignored(record); },
                 [this](partition_number partition, const failure& why) { loop.on_stopped(partition, why); }});
        log.divert([](const std::string&) {});
        records.start(hub, loop);
        check(loop.start().has_value(), "the loop begins");
    }
    ~a_loop() {
        loop.stop();
        records.stop();
    }

    // A value into a tally of its own on a route of its own; `number` also says on which partition.
    ready_command put(std::uint64_t number) {
        ready_command made;
        bytes id;
        append_u64(id, number + 1);
        std::copy(id.begin(), id.end(), made.id.begin());
        made.name = "tally";
        made.asked = "put " + std::to_string(number);
        made.request = *vault.dedupe_digest(made.asked);
        const auto stream = id128::make({1'600'000'000'000}, static_cast<route_number>(number), number);
        made.steps.push_back(std::make_unique<tally_step>(stream_id{stream_kind::application, stream}, false, number));
        return made;
    }
    std::future<command_answer> ask(std::uint64_t number) {
        auto told = std::make_shared<std::promise<command_answer>>();  // shared with the answer, which may come later
        loop.submit(put(number), [told](const command_answer& said) { told->set_value(said); });
        return told->get_future();
    }
    command_answer answer_to(std::uint64_t number) {
        auto coming = ask(number);
        check(coming.wait_for(long_enough) == std::future_status::ready, "a command is answered");
        return coming.get();
    }
    // Nothing of partition 0 is under way, and that is what the standings say; then a command is, which the log keeps back.
    std::future<command_answer> ask_a_silent_log(std::uint64_t number) {
        const auto pending = [this] { return loop.standings()[0].pending; };
        eventually([&] { return pending() == 0; });
        records.hold_back();
        auto coming = ask(number);
        eventually([&] { return pending() > 0; });
        return coming;
    }
    bool in_history(std::uint64_t number) {
        const auto wanted = put(number);
        return records.history().find(number % partitions, wanted.id, INT64_MAX).value().has_value();
    }

    fake_clock time;
    keys_in_memory vault;
    fixed_entropy random;
    tally_folds folds;
    unheard_fates fates;
    metrics counted;
    logger log{log_level::error};
    std::shared_ptr<charter> terms = std::make_shared<charter>();
    pumped_log records{{token128{3}, partitions}};
    log_hub hub{counted, log};
    executor_loop loop;
};

TEST(TheExecutorLoop, AnswersOnceTheCommitIsReadBack) {
    a_loop now;
    const auto said = now.answer_to(5);
    ASSERT_EQ(said.what, kind::done) << said.context;
    EXPECT_EQ(said.at.partition, 1U);
    EXPECT_TRUE(now.in_history(5));
}

TEST(TheExecutorLoop, AnswersARepeatWithTheSameCommit) {
    a_loop now;
    const auto first = now.answer_to(5);
    const auto again = now.answer_to(5);
    ASSERT_EQ(again.what, kind::done);
    EXPECT_EQ(again.at, first.at);
}

// shows that commands of many clients at once are each answered once, and are in history when they are
TEST(SixtyFourClientsAtOnce, AreEachAnsweredWithTheirOwnCommit) {
    constexpr std::uint64_t clients = 64;
    constexpr std::uint64_t commands_each = 20;
    a_loop now;
    std::atomic<std::uint64_t> done{0};
    std::vector<std::thread> all;
    for (std::uint64_t client = 0; client < clients; ++client)
        all.emplace_back([&now, &done, client] {
            for (std::uint64_t each = 0; each < commands_each; ++each)
                if (now.answer_to(client * commands_each + each).what == kind::done) ++done;
        });
    for (auto& each : all) each.join();
    EXPECT_EQ(done, clients * commands_each);
    for (std::uint64_t each = 0; each < clients * commands_each; ++each) ASSERT_TRUE(now.in_history(each)) << each;
}

TEST(AStopWhileCommandsCome, AnswersEachOfThemOnce) {
    constexpr std::uint64_t clients = 8;
    constexpr std::uint64_t commands_each = 200;
    a_loop now;
    std::vector<std::atomic<int>> answers(clients * commands_each);
    std::vector<std::atomic<bool>> done(clients * commands_each);
    std::atomic<std::uint64_t> begun{0};
    std::vector<std::thread> all;
    for (std::uint64_t client = 0; client < clients; ++client)
        all.emplace_back([&, client] {
            for (std::uint64_t each = client * commands_each; each < (client + 1) * commands_each; ++each) {
                now.loop.submit(now.put(each), [&answers, &done, each](const command_answer& said) {
                    ++answers[each];
                    done[each] = said.what == kind::done;
                });
                ++begun;
            }
        });
    eventually([&] { return begun >= clients; });
    now.loop.stop();
    for (auto& each : all) each.join();
    now.records.stop();
    for (std::uint64_t each = 0; each < clients * commands_each; ++each) {
        ASSERT_EQ(answers[each], 1) << each;
        ASSERT_TRUE(!done[each] || now.in_history(each)) << each;
    }
}

TEST(AStop, TellsWhomTheLogDidNotAnswerThatTheyAreInDoubt) {
    a_loop now;
    ASSERT_EQ(now.answer_to(0).what, kind::done);
    auto waits = now.ask_a_silent_log(4);
    now.loop.stop();
    ASSERT_EQ(waits.wait_for(std::chrono::seconds(0)), std::future_status::ready);
    EXPECT_EQ(waits.get().what, kind::in_doubt);
}

TEST(AStop, TurnsAwayWhoComesAfterwards) {
    a_loop now;
    now.loop.stop();
    auto told = now.ask(0);
    ASSERT_EQ(told.wait_for(std::chrono::seconds(0)), std::future_status::ready);
    EXPECT_EQ(told.get().what, kind::unavailable);
}

TEST(AFullInbox, TurnsTheNextCommandAwayAtOnce) {
    executor_settings narrow;
    narrow.commands_max = 3;
    a_loop now(narrow);
    std::promise<void> entered;
    std::promise<void> go_on;
    auto may_go_on = go_on.get_future();
    now.loop.submit(now.put(0), [&](const command_answer&) {  // the loop waits in here
        entered.set_value();
        may_go_on.wait();
    });
    entered.get_future().wait();
    std::vector<std::future<command_answer>> waiting;
    for (std::uint64_t each = 1; each <= narrow.commands_max; ++each) waiting.push_back(now.ask(each));
    auto refused = now.ask(9);
    ASSERT_EQ(refused.wait_for(std::chrono::seconds(0)), std::future_status::ready);
    EXPECT_EQ(refused.get().what, kind::unavailable);
    go_on.set_value();
    for (auto& each : waiting) EXPECT_EQ(each.get().what, kind::done);
}

TEST(APartitionThatStops, TurnsItsCommandsAwayAndTheOthersGoOn) {
    a_loop now;
    now.hub.on_stopped(1, {failure_code::corrupt, "a test stops it"});
    EXPECT_EQ(now.answer_to(1).what, kind::unavailable);
    EXPECT_EQ(now.answer_to(2).what, kind::done);
    EXPECT_EQ(now.loop.standings()[1].mode, partition_executor::mode::stopped);
}

TEST(ALogThatIsSilent, LeavesTheAskerInDoubtAfterTheTimeThatIsSet) {
    a_loop now;
    ASSERT_EQ(now.answer_to(0).what, kind::done);
    auto waits = now.ask_a_silent_log(4);
    now.time.advance_ms(10'001);
    ASSERT_EQ(waits.wait_for(long_enough), std::future_status::ready);
    EXPECT_EQ(waits.get().what, kind::in_doubt);
    now.records.let_go();
    EXPECT_EQ(now.answer_to(4).what, kind::done) << "a repeat finds what came after all, or is decided again";
}

}  // namespace
}  // namespace parcours
