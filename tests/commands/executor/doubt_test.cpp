// SPDX-License-Identifier: Apache-2.0
#include "tests/commands/executor/an_executor.hpp"

namespace parcours {
namespace {

using TakingAPartition = an_executor;

TEST_F(TakingAPartition, DecidesNothingBeforeItsMarkIsReadBack) {
    const auto early = us->ask(us->put(1, 1));
    EXPECT_EQ(us->said(early), answer_kind::unavailable);
    ASSERT_TRUE(us->executor.take_over());
    const auto asked = us->ask(us->put(2, 2));
    us->decide();
    EXPECT_EQ(us->executor.now_in(), executor_mode::taking_over);
    EXPECT_EQ(us->executor.pending(), 0U);
    us->settle();
    EXPECT_EQ(us->said(asked), answer_kind::done);
}

TEST_F(TakingAPartition, MarksAgainWhereItsMarkCameLate) {
    auto them = make(2);
    them->take_over();
    ASSERT_TRUE(us->executor.take_over());
    us->decide();
    them->ask(them->put(1, 1));
    them->settle();
    us->settle();
    EXPECT_EQ(us->executor.now_in(), executor_mode::taking_over);
    time.advance_ms(100);
    us->settle();
    EXPECT_EQ(us->executor.now_in(), executor_mode::serving);
    EXPECT_EQ(us->commits(), 1U);
}

TEST_F(TakingAPartition, TakesNoOldMarkOfItsOwnForTheNewOne) {
    us->take_over();
    us->executor.step_down();
    auto them = make(2);
    them->take_over();
    them->ask(them->put(1, 1));
    them->settle();
    us->settle();
    us->take_over();
    const auto asked = us->ask(us->put(2, 1));
    us->settle();
    EXPECT_EQ(us->said(asked), answer_kind::unchanged);
}

TEST_F(TakingAPartition, TurnsAwayWhatWaitsWhenAnotherTakesIt) {
    us->take_over();
    const auto pending = us->ask(us->put(1, 1));
    us->decide();
    const auto waiting = us->ask(us->put(2, 2));
    us->executor.step_down();
    EXPECT_EQ(us->said(waiting), answer_kind::unavailable);
    us->settle();
    EXPECT_EQ(us->said(pending), answer_kind::done);
}

struct in_doubt : an_executor {
    void SetUp() override {
        us->take_over();
        asked = us->ask(us->put(1, 1));
        us->decide();
    }
    // Past the pause after a failure, but the calendar stands where it stood.
    void stand_still() {
        const instant before = time.now();
        time.advance_ms(1'000);
        time.jump_to(before);
    }
    std::size_t asked = 0;
};
using AnAppendInDoubt = in_doubt;

TEST_F(AnAppendInDoubt, IsSettledByAMarkThatIsReadBack) {
    broker.set_faults({.delay = 1000});
    us->log.send(0);
    broker.set_faults({});
    us->executor.on_failed({0, us->appended.back().token, true, {failure_code::in_doubt, "no answer"}});
    EXPECT_EQ(us->executor.now_in(), executor_mode::in_doubt);
    EXPECT_EQ(us->renewals, 1);
    us->settle();
    EXPECT_EQ(us->said(asked), answer_kind::done);
    ASSERT_EQ(us->lost.size(), 1U);
    // The late copy comes, and is nothing any more.
    broker.deliver_late();
    us->settle();
    EXPECT_EQ(us->commits(), 1U);
}

TEST_F(AnAppendInDoubt, IsSettledByTheCommitItself) {
    broker.set_faults({.fail_sent = 1000});
    us->log.send(0);
    broker.set_faults({});
    for (int i = 0; i < 3 && broker.deliver_late(); ++i) us->log.tail(0, 10);
    us->settle();
    EXPECT_EQ(us->said(asked), answer_kind::done);
    EXPECT_EQ(us->commits(), 1U);
    EXPECT_EQ(us->executor.now_in(), executor_mode::serving);
}

TEST_F(AnAppendInDoubt, IsNotSettledByAMarkThatIsIgnored) {
    us->ask(us->put(2, 2));
    us->decide();
    const auto both = us->appended;
    us->executor.on_failed({0, both.back().token, true, {failure_code::in_doubt, "no answer"}});
    // The log: the first commit, then the mark on the head before it.
    broker.append(0, both[both.size() - 2].frames.front());
    us->log.send(0);
    us->log.tail(0, 10);
    EXPECT_EQ(us->said(asked), answer_kind::done);
    EXPECT_EQ(us->executor.now_in(), executor_mode::in_doubt);
    EXPECT_TRUE(us->lost.empty());
    // The second may still come, and does.
    broker.append(0, both.back().frames.front());
    us->settle();
    EXPECT_EQ(us->executor.now_in(), executor_mode::serving);
    EXPECT_EQ(us->commits(), 2U);
}

TEST_F(AnAppendInDoubt, FollowsFromSilence) {
    broker.set_faults({.lose = 1000});
    us->log.send(0);
    broker.set_faults({});
    time.advance_ms(executor_settings{}.doubt_after_ms + 1);
    us->decide();
    EXPECT_EQ(us->executor.now_in(), executor_mode::in_doubt);
    us->settle();
    EXPECT_EQ(us->said(asked), answer_kind::done);
}

TEST_F(AnAppendInDoubt, IsToldWithinABound) {
    const auto held = us->ask(us->put(2, 1));
    us->decide();
    broker.set_faults({.lose = 1000});
    us->log.send(0);
    time.advance_ms(executor_settings{}.doubt_after_ms + 1);
    us->decide();
    const auto waiting = us->ask(us->put(3, 3));
    time.advance_ms(executor_settings{}.in_doubt_answer_after_ms + 1);
    us->decide();
    EXPECT_EQ(us->said(asked), answer_kind::in_doubt);
    EXPECT_EQ(us->said(held), answer_kind::unavailable);
    EXPECT_EQ(us->said(waiting), answer_kind::unavailable);
    EXPECT_EQ(us->said(us->ask(us->put(4, 4))), answer_kind::unavailable);
    broker.set_faults({});
    time.advance_ms(10'000);
    us->settle();
    EXPECT_EQ(us->executor.now_in(), executor_mode::serving);
}

TEST_F(AnAppendInDoubt, IsNoDoubtWhereItWasNotSent) {
    broker.set_faults({.fail_unsent = 1000});
    us->log.send(0);
    broker.set_faults({});
    EXPECT_EQ(us->executor.now_in(), executor_mode::serving);
    EXPECT_EQ(us->renewals, 0);
    EXPECT_EQ(us->executor.pending(), 0U);
    time.advance_ms(1'000);
    us->settle();
    EXPECT_EQ(us->said(asked), answer_kind::done);
}

TEST_F(AnAppendInDoubt, TakesWhatWasDecidedAfterItAlong) {
    const auto next = us->ask(us->put(2, 2));
    us->decide();
    us->executor.on_failed(
        {0, us->appended[us->appended.size() - 2].token, false, {failure_code::unavailable, "full"}});
    EXPECT_EQ(us->lost.size(), 2U);
    time.advance_ms(1'000);
    us->log.renew(0);
    us->settle();
    EXPECT_EQ(us->said(asked), answer_kind::done);
    EXPECT_EQ(us->said(next), answer_kind::done);
    EXPECT_EQ(us->commits(), 2U);
}

// Decided again at the same moment, the first must not become the same octets: what extended it may still arrive.
TEST_F(AnAppendInDoubt, NeverComesBackAsTheSameCommit) {
    us->ask(us->put(2, 2, second_tally));
    us->decide();
    const auto first = us->appended[us->appended.size() - 2];
    const auto second = us->appended.back();
    us->log.renew(0);
    us->executor.on_failed({0, first.token, false, {failure_code::unavailable, "full"}});
    stand_still();
    us->settle();
    EXPECT_EQ(us->said(asked), answer_kind::done);
    broker.append(0, second.frames.front());
    us->settle();
    for (const auto& each : us->history)
        for (const auto& gone : us->lost) EXPECT_NE(each.after.hash, gone);
    EXPECT_EQ(us->commits(), 2U);
}

TEST_F(AnAppendInDoubt, IsNoneOfAGroupThatWasSettledLongAgo) {
    const auto token = us->appended.back().token;
    us->settle();
    us->executor.on_failed({0, token, true, {failure_code::in_doubt, "late"}});
    EXPECT_EQ(us->executor.now_in(), executor_mode::serving);
}

}  // namespace
}  // namespace parcours
