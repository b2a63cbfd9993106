// SPDX-License-Identifier: Apache-2.0
// What a log does about records that are foreign, newer, wrong or changed, and after it was closed.
#pragma once

#include "tests/contracts/log_fixture.hpp"

namespace parcours {

TEST_P(ALog, PassesOverWhatIsNoFrame) {
    chain ours = begin();
    bytes damaged = chain(ours).append(9, ours.stream(9), 1);
    damaged.back() ^= 1;
    append(0, {"somebody else's record", damaged, ours.append(1, ours.stream(1), 1)});
    ASSERT_TRUE(await_accepted(1));
    EXPECT_TRUE(listener.passed_over().empty());
    EXPECT_TRUE(listener.stopped().empty());
    const auto all = replay(log->records(), 0);
    EXPECT_EQ(all.foreign, 2U);
    EXPECT_EQ(all.end.at.hash, ours.head);
}

TEST_P(ALog, StopsAtAFrameOfANewerProgram) {
    chain ours = begin();
    append(0, {ours.append(1, ours.stream(1), 1)});
    bytes newer = ours.append(2, ours.stream(1), 2);
    newer[4] = 2;
    append(0, {newer});
    ASSERT_TRUE(await_stopped(0));
    EXPECT_NE(listener.stopped().at(0).context.find("newer"), std::string::npos);
    chain other = begin(1);
    append(1, {other.append(1, other.stream(1), 1)});
    ASSERT_TRUE(await_accepted(2));
}

TEST_P(ALog, StopsWhereEventsDoNotFollowTheirStream) {
    chain ours = begin();
    append(0, {ours.append(1, ours.stream(1), 1, 3)});
    append(0, {ours.append(2, ours.stream(1), 5)});
    ASSERT_TRUE(await_stopped(0));
    EXPECT_NE(listener.stopped().at(0).context.find("do not follow"), std::string::npos);
    EXPECT_EQ(end().height, 1U);
}

TEST_P(ALog, KnowsTheVersionsOfItsStreamsAfterItWasClosed) {
    chain ours = begin();
    append(0, {ours.append(1, ours.stream(1), 1, 3)});
    ASSERT_TRUE(await_accepted(1));
    reopen();
    append(0, {ours.append(2, ours.stream(1), 3)});
    ASSERT_TRUE(await_stopped(0));
}

TEST_P(ALog, GoesOnWhereItWasClosed) {
    chain ours = begin();
    append(0, {ours.append(1, ours.stream(1), 1)});
    ASSERT_TRUE(await_accepted(1));
    const auto before = end();
    const auto shape = log->history().shape();
    reopen();
    EXPECT_EQ(log->history().shape().generation, shape.generation);
    EXPECT_EQ(log->history().shape().partitions, shape.partitions);
    EXPECT_EQ(end().at, before.at);
    EXPECT_EQ(end().recorded_at, before.recorded_at);
    append(0, {ours.append(2, ours.stream(1), 2)});
    ASSERT_TRUE(await([this](const told&) { return end().height == 2; }));
    expect_replay_agrees();
}

// A head that is known from elsewhere, here the journal's, shows that a record was changed.
TEST_P(ALog, ShowsThatARecordWasChanged) {
    chain ours = begin();
    for (unsigned char command = 1; command <= 5; ++command) append(0, {ours.append(command, ours.stream(1), command)});
    ASSERT_TRUE(await_accepted(5));
    const position changed = listener.taken()[2].at;
    log->close();
    if (!log->tamper(changed)) GTEST_SKIP() << "the records of this log are out of a test's reach";
    open();
    const auto all = replay(log->records(), 0);
    EXPECT_EQ(all.accepted, 2U);
    EXPECT_NE(all.end.at, end().at);
    const auto commit = log->history().commit_at(changed);
    ASSERT_FALSE(commit);
    EXPECT_EQ(commit.error().code, failure_code::corrupt);
    const auto stream = log->history().read_stream(
        ours.stream(1), 1, end().offset,
        [](const struct position&, const parcours::commit&, const stream_part&) { return true; });
    ASSERT_FALSE(stream);
    EXPECT_FALSE(stream.error().context.empty());
}

}  // namespace parcours
