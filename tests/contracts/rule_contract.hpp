// SPDX-License-Identifier: Apache-2.0
// That a log accepts by the rule (log.md, "The rule"), and nothing else.
#pragma once

#include "tests/contracts/log_fixture.hpp"

namespace parcours {

TEST_P(ALog, AcceptsWhatExtendsItsHead) {
    chain ours = begin();
    append(0, {ours.append(1, ours.stream(1), 1), ours.append(2, ours.stream(1), 2)});
    append(0, {ours.append(3, ours.stream(2), 1)});
    ASSERT_TRUE(await_accepted(3));
    EXPECT_EQ(end().at.hash, ours.head);
    EXPECT_EQ(end().height, 3U);
    const auto taken = listener.taken();
    EXPECT_EQ(taken[0].before, first_head(log->history().shape().generation, 0));
    EXPECT_EQ(taken[2].after, end().at);
    EXPECT_EQ(taken[2].content->command, (command_id{3, 0}));
    EXPECT_TRUE(listener.failures().empty());
    expect_replay_agrees();
}

// What is told can be looked up: else the head of a decision runs ahead of its state and its command ids.
TEST_P(ALog, TellsOnlyWhatItsJournalShows) {
    std::size_t behind = 0;
    listener.look_at_groups([&](std::span<const accepted> group) {
        for (const auto& each : group) {
            const auto now = log->history().end(each.at.partition);
            const auto found = log->history().find(each.at.partition, each.content->command, each.at.offset);
            const auto content = log->history().commit_at(each.at);
            if (!now || now->offset < each.at.offset || !found || !*found || !content || !*content) ++behind;
        }
    });
    chain ours = begin();
    for (unsigned char command = 1; command <= 50; ++command)
        append(0, {ours.append(command, ours.stream(command), 1)});
    ASSERT_TRUE(await_accepted(50));
    EXPECT_EQ(behind, 0U);
}

TEST_P(ALog, AcceptsExactlyOneOfTwoRivals) {
    chain ours = begin();
    chain theirs = ours;
    theirs.writer = {2};
    append(0, {ours.append(1, ours.stream(1), 1)});
    append_by(log->rival(), 0, {theirs.append(2, theirs.stream(1), 1)});
    ASSERT_TRUE(await_accepted(1));
    ASSERT_TRUE(await_ignored(1));
    EXPECT_EQ(listener.taken().size(), 1U);
    const auto winner = listener.taken().front().content->writer;
    EXPECT_NE(listener.passed_over().front().writer, winner);
    EXPECT_EQ(listener.passed_over().front().previous, begin().head);
    expect_replay_agrees();

    // The loser reads it back, decides again and appends again: nothing is lost, nothing doubled.
    chain again = chain::go_on(end(), 0);
    again.writer = winner == writer_id{1} ? writer_id{2} : writer_id{1};
    append(0, {again.append(3, again.stream(1), 2)});
    ASSERT_TRUE(await_accepted(2));
    expect_replay_agrees();
}

TEST_P(ALog, DropsWithALostCommitAllThatWasDecidedAfterIt) {
    chain ours = begin();
    append(0, {ours.append(1, ours.stream(1), 1)});
    ASSERT_TRUE(await_accepted(1));
    chain late = begin();
    late.writer = {2};
    append(0, {late.append(2, late.stream(2), 1), late.append(3, late.stream(2), 2)});
    append(0, {late.append(4, late.stream(2), 3)});
    ASSERT_TRUE(await_ignored(3));
    EXPECT_EQ(end().at.hash, ours.head);
    EXPECT_FALSE(*log->history().find(0, {3, 0}, end().offset));
}

TEST_P(ALog, IgnoresADelayedCopyForEver) {
    chain ours = begin();
    const bytes first = ours.append(1, ours.stream(1), 1);
    append(0, {first});
    append(0, {first});
    ASSERT_TRUE(await_ignored(1));
    append(0, {ours.append(2, ours.stream(1), 2), first});
    ASSERT_TRUE(await_ignored(2));
    EXPECT_EQ(end().height, 2U);
    expect_replay_agrees();
}

TEST_P(ALog, AcceptsACommitWhoseCopyCameTooEarly) {
    chain ours = begin();
    const bytes first = ours.append(1, ours.stream(1), 1);
    const bytes second = ours.append(2, ours.stream(1), 2);
    append(0, {second});
    append(0, {first});
    append(0, {second});
    ASSERT_TRUE(await_accepted(2));
    EXPECT_EQ(listener.passed_over().size(), 1U);
    EXPECT_EQ(end().at.hash, ours.head);
}

TEST_P(ALog, SettlesDoubtByAMark) {
    chain ours = begin();
    append(0, {ours.append(1, ours.stream(1), 1), ours.append_mark(7)});
    ASSERT_TRUE(await_accepted(2));
    const auto taken = listener.taken();
    EXPECT_EQ(taken[1].kind, frame_kind::mark);
    EXPECT_EQ(taken[1].marked, (mark{{1}, 7, 2}));
    chain doubtful = begin();
    append(0, {doubtful.append(2, doubtful.stream(2), 1)});
    ASSERT_TRUE(await_ignored(1));
    EXPECT_EQ(end().height, 2U);
}

TEST_P(ALog, TakesNothingAfterAClosingFrame) {
    chain ours = begin();
    append(0, {ours.append(1, ours.stream(1), 1), ours.append_closing({5})});
    ASSERT_TRUE(await_accepted(2));
    EXPECT_EQ(listener.taken()[1].closed.next_generation, token128{5});
    EXPECT_TRUE(end().at.closed);
    append(0, {ours.append(2, ours.stream(1), 2)});
    ASSERT_TRUE(await_ignored(1));
    reopen();
    EXPECT_TRUE(end().at.closed);
    EXPECT_EQ(end().height, 2U);
}

}  // namespace parcours
