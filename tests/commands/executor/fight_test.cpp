// SPDX-License-Identifier: Apache-2.0
#include "tests/commands/executor/an_executor.hpp"
#include "tests/support/random_source.hpp"

namespace parcours {
namespace {

// Two writers with endless work, each sure that the partition is its own. The history is right whatever they do; here it
// is about neither of them starving (log.md, "Ownership"; model, L1).
struct two_owners : an_executor {
    struct side {
        std::unique_ptr<one_process> process;
        std::int64_t step_ms;  // every so often it sends, and reads what there is; about a quarter of its round trip
        std::int64_t next_ms = 0;
        std::int64_t last_ms = 0;
        std::int64_t longest_ms = 0;
        std::size_t accepted = 0;
        unsigned asked = 0;
    };

    // Keyed, so that each command becomes a commit whatever it comes to.
    void keep_busy(side& one, unsigned char number) {
        constexpr std::size_t waiting = 4;
        while (one.process->executor.unanswered() < waiting) {
            auto command = one.process->put(0, one.asked % 5);
            command.id = {number, static_cast<unsigned char>(one.asked), static_cast<unsigned char>(one.asked >> 8),
                          static_cast<unsigned char>(one.asked >> 16)};
            command.client_key = true;
            ++one.asked;
            one.process->ask(std::move(command));
        }
    }
    void move(side& one, unsigned char number, std::int64_t now_ms) {
        one.process->executor.tick();
        if (now_ms < one.next_ms) return;
        one.next_ms = now_ms + 1 + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(2 * one.step_ms)));
        one.process->log.send(0);
        const std::size_t before = one.process->history.size();
        one.process->log.tail(0, 1000);
        for (std::size_t i = before; i < one.process->history.size(); ++i)
            if (const auto& content = one.process->history[i].content; content && content->writer[0] == number) {
                ++one.accepted;
                one.longest_ms = std::max(one.longest_ms, now_ms - one.last_ms);
                one.last_ms = now_ms;
            }
        keep_busy(one, number);
    }
    void fight(side& one, side& two, std::int64_t for_ms) {
        one.process->take_over();
        two.process->take_over();
        for (std::int64_t now_ms = 1; now_ms <= for_ms; ++now_ms) {
            time.advance_ms(1);
            move(one, 1, now_ms);
            move(two, 2, now_ms);
        }
        for (auto* each : {&one, &two}) each->longest_ms = std::max(each->longest_ms, for_ms - each->last_ms);
    }
    executor_settings settings{.pending_commits_max = 4};
    random_source random{seed_or(11)};
};
using TwoOwnersOfOnePartition = two_owners;

constexpr std::int64_t ten_seconds_ms = 10'000;

TEST_F(TwoOwnersOfOnePartition, BothComeThrough) {
    side one{make(1, settings), 2}, two{make(2, settings), 2};
    fight(one, two, ten_seconds_ms);
    for (const auto* each : {&one, &two}) {
        EXPECT_GT(each->accepted, 1'000U) << "of " << each->asked;
        EXPECT_LT(each->longest_ms, 1'000);
    }
}

TEST_F(TwoOwnersOfOnePartition, DoNotStarveTheSlowerOne) {
    side fast{make(1, settings), 2}, slow{make(2, settings), 10};
    fight(fast, slow, 2 * ten_seconds_ms);
    EXPECT_GT(slow.accepted, 200U) << "of " << slow.asked;
    EXPECT_LT(slow.longest_ms, 2'000);
    EXPECT_GT(fast.accepted, 5'000U);
}

}  // namespace
}  // namespace parcours
