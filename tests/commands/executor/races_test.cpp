// SPDX-License-Identifier: Apache-2.0
#include "tests/commands/executor/an_executor.hpp"

namespace parcours {
namespace {

struct two_processes : an_executor {
    void SetUp() override {
        us->take_over();
        them = make(2);
        them->take_over();
        us->settle();
    }
    // They decide and append first; we have decided on the head before that.
    void they_win_with(ready_command command) {
        them->ask(std::move(command));
        them->settle();
    }
    std::unique_ptr<one_process> them;
};
using TwoProcessesOnOnePartition = two_processes;

TEST_F(TwoProcessesOnOnePartition, BothComeToHistoryThoughOneLosesARace) {
    const auto asked = us->ask(us->put(1, 1));
    us->decide();
    they_win_with(them->put(2, 2));
    us->settle();
    EXPECT_EQ(us->said(asked), answer_kind::done);
    EXPECT_EQ(us->commits(), 2U);
    EXPECT_EQ(us->lost.size(), 1U);
    them->settle();
    EXPECT_EQ(us->log.history().chain(0), them->log.history().chain(0));
}

TEST_F(TwoProcessesOnOnePartition, DecidesAgainOnWhatIsInTheLog) {
    us->ask(us->put(1, 1));
    us->settle();
    const auto asked = us->ask(us->put(2, 2));
    us->decide();
    them->settle();
    they_win_with(them->put(3, 2));
    us->settle();
    // It is so already: the rival put the same value.
    EXPECT_EQ(us->said(asked), answer_kind::unchanged);
}

TEST_F(TwoProcessesOnOnePartition, TakesBackEveryStateThatWasDecidedOnALostCommit) {
    const auto first = us->ask(us->put(1, 1));
    const auto second = us->ask(us->put(2, 2));
    us->decide();
    they_win_with(them->put(3, 3, second_tally));
    us->settle();
    EXPECT_EQ(us->said(first), answer_kind::done);
    EXPECT_EQ(us->said(second), answer_kind::done);
    // Decided anew, the first again on an empty tally, but on a route that holds the rival's.
    const auto& content = *us->answers[first]->content;
    const auto again = read_tally(content.parts.front().events.front());
    EXPECT_EQ(again->decided_on, 0U);
    EXPECT_NE(again->decided_on_route, 0U);
    EXPECT_EQ(content.parts.front().first_version, 1U);
}

TEST_F(TwoProcessesOnOnePartition, LooksTheIdUpAgainAfterALostRace) {
    const auto asked = us->ask(us->put(1, 1));
    us->decide();
    they_win_with(them->put(1, 1));  // the client asked both
    us->settle();
    ASSERT_EQ(us->said(asked), answer_kind::done);
    EXPECT_EQ(us->answers[asked]->content->writer, writer_id{2});
    EXPECT_EQ(us->commits(), 1U);
}

TEST_F(TwoProcessesOnOnePartition, AnswersTheRepeatsOfALostTryToo) {
    const auto first = us->ask(us->put(1, 1));
    us->decide();
    const auto again = us->ask(us->put(1, 1));
    us->decide();
    they_win_with(them->put(2, 2));
    us->settle();
    EXPECT_EQ(us->said(first), answer_kind::done);
    EXPECT_EQ(us->said(again), answer_kind::done);
}

TEST_F(TwoProcessesOnOnePartition, DecidesHeldAnswersAgain) {
    us->ask(us->put(1, 1));
    const auto held = us->ask(us->put(2, 1));  // unchanged, if the first comes into history
    us->decide();
    they_win_with(them->put(3, 4));
    us->settle();
    EXPECT_EQ(us->said(held), answer_kind::unchanged);
    EXPECT_EQ(us->answers[held]->at, us->history.back().at);
}

TEST_F(TwoProcessesOnOnePartition, KeepsOneCommitPendingAfterALoss) {
    us->ask(us->put(1, 1));
    us->decide();
    they_win_with(them->put(2, 2));
    us->log.tail(0, 100);
    EXPECT_EQ(us->executor.losses_in_a_row(), 1U);
    us->ask(us->put(3, 3));
    us->ask(us->put(4, 4, second_tally));
    us->decide();
    time.advance_ms(100);  // past the pause that the rival's own loss may have brought
    us->decide();
    EXPECT_EQ(us->executor.pending(), 1U);
    us->settle();
    EXPECT_EQ(us->executor.losses_in_a_row(), 0U);
    EXPECT_EQ(us->commits(), 4U);
}

TEST_F(TwoProcessesOnOnePartition, MovesKeptStatesOnWithTheRivalsCommits) {
    us->ask(us->put(1, 1));
    us->settle();
    them->settle();
    they_win_with(them->put(2, 2));
    us->settle();
    const auto same = us->ask(us->put(3, 2));
    us->settle();
    EXPECT_EQ(us->said(same), answer_kind::unchanged);
}

TEST_F(TwoProcessesOnOnePartition, PausesForARivalThatLoses) {
    them->ask(them->put(2, 2));
    them->decide();
    us->ask(us->put(1, 1));
    us->settle();
    them->log.send(0);
    us->log.tail(0, 100);  // reads their ignored record
    const auto asked = us->ask(us->put(3, 3));
    us->decide();
    EXPECT_EQ(us->executor.pending(), 0U);
    time.advance_ms(1'000);
    us->settle();
    EXPECT_EQ(us->said(asked), answer_kind::done);
}

TEST_F(TwoProcessesOnOnePartition, AnswersARetryAtTheOtherProcess) {
    us->ask(us->put(1, 1));
    us->settle();
    const auto again = them->ask(them->put(1, 1));
    them->settle();
    ASSERT_EQ(them->said(again), answer_kind::done);
    EXPECT_EQ(them->answers[again]->content->writer, writer_id{1});
}

}  // namespace
}  // namespace parcours
