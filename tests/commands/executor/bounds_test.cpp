// SPDX-License-Identifier: Apache-2.0
#include "tests/commands/executor/an_executor.hpp"

namespace parcours {
namespace {

struct bounds : an_executor {
    void SetUp() override { us->take_over(); }
    ready_command large(std::uint64_t padding) {
        std::vector<std::unique_ptr<command_step>> steps;
        steps.push_back(std::make_unique<tally_step>(first_tally, tally_event{0, 0, false, 1, padding, false}));
        return us->command(1, std::move(steps));
    }
    ready_command sealing(unsigned char id, std::uint64_t value) {
        std::vector<std::unique_ptr<command_step>> steps;
        steps.push_back(std::make_unique<tally_step>(first_tally, tally_event{0, 0, false, value, 0, true}));
        return us->command(id, std::move(steps));
    }
    void forge(const std::string& event_name, std::uint64_t version = 1) {
        commit content;
        const auto end = *us->log.history().end(0);
        content.command = {99};
        content.height = end.height + 1;
        content.recorded_at = time.now();
        content.writer = {77};
        content.parts.push_back({first_tally, version, {{event_name, 1, "a newer program's"}}});
        broker.append(0, make_frame(frame_kind::commit, end.at.hash, encode(content)).octets);
        us->settle();
    }
};
using WhatIsBounded = bounds;

TEST_F(WhatIsBounded, IsTheSizeOfACommit) {
    const auto fits = us->ask(large(frame_size_max - 2'000));
    us->settle();
    EXPECT_EQ(us->said(fits), answer_kind::done);
    auto too_large = large(frame_size_max);
    too_large.id = {2};
    std::vector<std::unique_ptr<command_step>> steps;
    steps.push_back(std::make_unique<tally_step>(first_tally, tally_event{0, 0, false, 2, frame_size_max, false}));
    too_large.steps = std::move(steps);
    const auto refused = us->ask(std::move(too_large));
    us->settle();
    EXPECT_EQ(us->said(refused), answer_kind::too_large);
    EXPECT_EQ(us->commits(), 1U);
}

TEST_F(WhatIsBounded, IsHowManyCommandsWait) {
    restart_with({.commands_max = 2});
    us->ask(us->put(1, 1));
    us->ask(us->put(2, 2));
    const auto refused = us->ask(us->put(3, 3));
    EXPECT_EQ(us->said(refused), answer_kind::unavailable);
    us->settle();
    const auto later = us->ask(us->put(3, 3));
    us->settle();
    EXPECT_EQ(us->said(later), answer_kind::done);
    EXPECT_EQ(us->executor.unanswered(), 0U);
}

TEST_F(WhatIsBounded, IsHowMuchIsPending) {
    restart_with({.pending_commits_max = 3, .group_frames_max = 2});
    const auto before = us->appended.size();
    for (unsigned char i = 1; i <= 5; ++i) us->ask(us->put(i, i, i % 2 == 0 ? first_tally : second_tally));
    us->decide();
    EXPECT_EQ(us->executor.pending(), 3U);
    ASSERT_EQ(us->appended.size(), before + 2);
    EXPECT_EQ(us->appended[before].frames.size(), 2U);
    us->settle();
    EXPECT_EQ(us->commits(), 5U);
}

TEST_F(WhatIsBounded, IsAGroupsSize) {
    restart_with({.group_bytes_max = 1});
    const auto before = us->appended.size();
    us->ask(us->put(1, 1));
    us->ask(us->put(2, 2));
    us->decide();
    EXPECT_EQ(us->appended.size(), before + 2);
}

TEST_F(WhatIsBounded, IsACommandsAge) {
    auto asked = us->put(1, 1);
    asked.deadline_ms = time.since_boot_ms() + 1'000;
    const auto late = us->ask(std::move(asked));
    const auto without = us->ask(us->put(2, 2));
    // As after a suspension: nothing ran between the request and now.
    time.advance_ms(executor_settings{}.command_age_max_ms + 1);
    us->settle();
    EXPECT_EQ(us->said(late), answer_kind::expired);
    EXPECT_EQ(us->said(without), answer_kind::expired);
    EXPECT_EQ(us->commits(), 0U);
    EXPECT_EQ(us->given_up.size(), 2U);
}

TEST_F(WhatIsBounded, IsNoAnswerThatIsKnownHoweverLate) {
    us->ask(us->put(1, 1));
    us->settle();
    const auto again = us->ask(us->put(1, 1));
    time.advance_ms(executor_settings{}.command_age_max_ms + 1);
    us->settle();
    EXPECT_EQ(us->said(again), answer_kind::done);
}

TEST_F(WhatIsBounded, IsTheWaitForAPosition) {
    auto next = us->put(1, 1);
    next.read_after = position{0, us->executor.end().offset + 1};
    const auto waits = us->ask(std::move(next));
    auto never = us->put(2, 2, second_tally);
    never.read_after = position{0, 1'000};
    const auto gives_up = us->ask(std::move(never));
    us->settle();
    EXPECT_FALSE(us->answered(waits));
    us->ask(us->put(3, 3));  // is not held up by those before it
    us->settle();
    EXPECT_EQ(us->said(waits), answer_kind::done);
    time.advance_ms(executor_settings{}.read_after_wait_max_ms + 1);
    us->settle();
    EXPECT_EQ(us->said(gives_up), answer_kind::unavailable);
}

TEST_F(WhatIsBounded, IsHowOftenACommandIsDecided) {
    restart_with({.attempts_max = 2});
    const auto asked = us->ask(us->put(1, 1));
    broker.set_faults({.fail_unsent = 1000});
    for (int i = 0; i < 4; ++i) {
        time.advance_ms(100);
        us->settle();
    }
    EXPECT_EQ(us->said(asked), answer_kind::unavailable);
    EXPECT_EQ(us->given_up, std::vector{command_id{1}});
}

// What may be said again and again leaves room for what ends it, and for what the program says.
TEST_F(WhatIsBounded, IsHowManyEventsPeopleFillAStreamWith) {
    restart_with({.stream_events_max = 1});
    const auto asked = us->ask(us->put(1, 1));
    const auto pending = us->ask(us->put(4, 4));  // decided on what is not read back yet
    us->settle();
    const auto later = us->ask(us->put(5, 5));
    const auto elsewhere = us->ask(us->put(6, 6, second_tally));
    us->settle();
    EXPECT_EQ(us->said(asked), answer_kind::done);
    for (const auto each : {pending, later}) {
        ASSERT_EQ(us->said(each), answer_kind::rejected);
        EXPECT_EQ(us->answers[each]->code, "cap_reached");
    }
    EXPECT_EQ(us->said(elsewhere), answer_kind::done);
    auto withdrawn = us->put(7, 7);
    withdrawn.ends = true;
    auto told = us->put(8, 8);
    told.system = true;
    for (const auto each : {us->ask(std::move(withdrawn)), us->ask(std::move(told))}) {
        us->settle();
        EXPECT_EQ(us->said(each), answer_kind::done);
    }
    const auto still = us->ask(us->put(9, 9));
    us->settle();
    EXPECT_EQ(us->said(still), answer_kind::rejected);
    EXPECT_EQ(us->commits(), 4U);
}

using WhatMustComeFirst = bounds;

TEST_F(WhatMustComeFirst, AreKeys) {
    const auto asked = us->ask(sealing(1, 1));
    us->decide();
    EXPECT_GT(us->appended.back().keys_until, 0U);
    us->settle();
    EXPECT_EQ(us->said(asked), answer_kind::done);
}

TEST_F(WhatMustComeFirst, IsNoKeyOfAnErasedPerson) {
    vault.erase(person_id{first_tally.id});
    const auto asked = us->ask(sealing(1, 1));
    us->settle();
    ASSERT_EQ(us->said(asked), answer_kind::rejected);
    EXPECT_EQ(us->answers[asked]->code, "erased");
    EXPECT_EQ(us->commits(), 0U);
}

TEST_F(WhatMustComeFirst, IsTheVaultsAnswer) {
    auto command = sealing(1, 1);
    vault.set_outage(true);
    const auto asked = us->ask(std::move(command));
    us->settle();
    EXPECT_EQ(us->said(asked), answer_kind::unavailable);
    EXPECT_EQ(us->commits(), 0U);
}

using WhatCannotBeRead = bounds;

TEST_F(WhatCannotBeRead, MakesItsStreamUnavailableAndNoOther) {
    forge("from_a_newer_program");
    const auto there = us->ask(us->put(1, 1));
    const auto elsewhere = us->ask(us->put(2, 2, second_tally));
    us->settle();
    EXPECT_EQ(us->said(there), answer_kind::unavailable);
    EXPECT_EQ(us->said(elsewhere), answer_kind::done);
}

TEST_F(WhatCannotBeRead, MakesAKeptStateUnavailableToo) {
    us->ask(us->put(1, 1));
    us->settle();
    forge("from_a_newer_program", 2);
    const auto asked = us->ask(us->put(2, 2));
    us->settle();
    EXPECT_EQ(us->said(asked), answer_kind::unavailable);
}

TEST_F(WhatCannotBeRead, StopsThePartitionWhereTheLogItselfIsWrong) {
    const auto pending = us->ask(us->put(1, 1));
    us->decide();
    const auto waiting = us->ask(us->put(2, 2));
    auto newer = make_frame(frame_kind::commit, us->log.history().end(0)->at.hash, "x").octets;
    newer[4] = 9;
    broker.append(0, newer);
    us->log.tail(0, 10);
    EXPECT_EQ(us->said(pending), answer_kind::in_doubt);
    EXPECT_EQ(us->said(waiting), answer_kind::unavailable);
    EXPECT_EQ(us->executor.now_in(), executor_mode::stopped);
    EXPECT_EQ(us->said(us->ask(us->put(3, 3))), answer_kind::unavailable);
    EXPECT_FALSE(us->executor.take_over());
}

TEST_F(WhatCannotBeRead, EndsWithTheGeneration) {
    const auto end = *us->log.history().end(0);
    broker.append(0, make_frame(frame_kind::closing, end.at.hash, encode(closing{{7}, {8}, end.height + 1})).octets);
    us->settle();
    EXPECT_EQ(us->said(us->ask(us->put(1, 1))), answer_kind::unavailable);
}

}  // namespace
}  // namespace parcours
