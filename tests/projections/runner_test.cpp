// SPDX-License-Identifier: Apache-2.0
#include "tests/projections/a_runner.hpp"

namespace parcours {
namespace {

TEST_F(ARunner, ReadsWhatTheJournalHadBeforeItBegan) {
    for (std::uint64_t i = 0; i < 20; ++i) link(i);
    begin({.group_commits_max = 3});
    EXPECT_TRUE(reaches_the_end());
    EXPECT_EQ(links_of_bruno(), 20U);
}

TEST_F(ARunner, AppliesWhatItIsToldOnce) {
    begin();
    for (std::uint64_t i = 0; i < 20; ++i) {
        const accepted next = link(i);
        tell(next);
        tell(next);
    }
    EXPECT_TRUE(reaches_the_end());
    EXPECT_EQ(links_of_bruno(), 20U);
}

TEST_F(ARunner, BringsRelationsLevelBeforeAnythingElseBegins) {
    for (std::uint64_t i = 0; i < 50; ++i) link(i);
    begin({.group_commits_max = 2});
    ASSERT_TRUE(reaches_the_end());
    ASSERT_GE(seen.order().size(), 2U);
    EXPECT_EQ(seen.order()[0], "companion_links");
    EXPECT_EQ(seen.order()[1], "accounts");
}

TEST_F(ARunner, ReadsTheJournalWhereItsQueueOverflowed) {
    begin({.queue_commits_max = 2, .group_commits_max = 2});
    for (std::uint64_t i = 0; i < 500; ++i) tell(link(i));
    EXPECT_TRUE(reaches_the_end());
    EXPECT_EQ(links_of_bruno(), 500U);
}

TEST_F(ARunner, TellsThatADeadlinePassed) {
    begin();
    std::promise<bool> told;
    auto answer = told.get_future();
    what->when_reached({{0, 1'000'000}}, time.since_boot_ms() + 500, runner::all_folds,
                       [&told](bool there) { told.set_value(there); });
    time.advance_ms(1000);
    ASSERT_EQ(answer.wait_for(std::chrono::seconds(20)), std::future_status::ready);
    EXPECT_FALSE(answer.get());
}

TEST_F(ARunner, AnswersWhoeverWaitsWhenItStops) {
    begin();
    std::promise<bool> told;
    auto answer = told.get_future();
    what->when_reached({{0, 1'000'000}}, time.since_boot_ms() + far_off_ms, runner::all_folds,
                       [&told](bool there) { told.set_value(there); });
    what->stop();
    ASSERT_EQ(answer.wait_for(std::chrono::seconds(0)), std::future_status::ready);
    EXPECT_FALSE(answer.get());
}

TEST_F(ARunner, LetsNoMoreWaitThanItsLimit) {
    begin({.waiters_max = 1});
    const std::int64_t deadline_ms = time.since_boot_ms() + far_off_ms;
    what->when_reached({{0, 1'000'000}}, deadline_ms, runner::all_folds, [](bool) {});
    bool answered = false;
    what->when_reached({{0, 1'000'000}}, deadline_ms, runner::all_folds, [&](bool there) { answered = !there; });
    EXPECT_TRUE(answered);
}

TEST_F(ARunner, GoesOnWhereItStopped) {
    begin();
    for (std::uint64_t i = 0; i < 10; ++i) tell(link(i));
    ASSERT_TRUE(reaches_the_end());
    what->stop();
    for (std::uint64_t i = 10; i < 20; ++i) link(i);
    begin();
    EXPECT_TRUE(reaches_the_end());
    EXPECT_EQ(links_of_bruno(), 20U);
}

TEST_F(ARunner, TriesATableAgainThatCouldNotBeWritten) {
    begin();
    tables.fail_writes();
    tell(link(0));
    ASSERT_TRUE(seen.waits_for_failure());
    EXPECT_TRUE(what->lags().front().failed);
    tables.allow_writes();
    tell(link(1));
    time.advance_ms(runner_settings{}.retry_ms + 1);
    EXPECT_TRUE(reaches_the_end());
    EXPECT_EQ(links_of_bruno(), 2U);
    EXPECT_FALSE(what->lags().front().failed);
}

TEST_F(ARunner, RefusesATableThatReadFurtherThanTheLogGoes) {
    for (std::uint64_t i = 0; i < 8; ++i) link(i);
    begin();
    ASSERT_TRUE(reaches_the_end());
    what->stop();
    for (partition_number each = 0; each < 4; ++each) history.journal().cut(each, 1);
    runner again(history.journal(), time, {}, seen);
    auto folds = make_folds();
    auto where = tables.open(folds.front()->name(), folds.front()->version());
    const auto added = again.add(std::move(folds.front()), *std::move(where));
    ASSERT_FALSE(added.has_value());
    EXPECT_EQ(added.error().code, failure_code::corrupt);
}

TEST_F(ARunner, ParksAKeyAndGoesOnWithTheOthers) {
    begin();
    tell(link(0));
    const stream_id broken{stream_kind::companion_link, link_number(4).value};
    tell(history.add_parts({{broken, 1, {{"companion_link_from_tomorrow", 1, "?"}}}}));
    tell(link(8));
    ASSERT_TRUE(reaches_the_end());
    EXPECT_EQ(links_of_bruno(), 2U);
    ASSERT_EQ(seen.all_parked().size(), 1U);
    EXPECT_EQ(seen.all_parked().front().stream, broken);
    EXPECT_EQ(what->lags().front().parked, 1U);
}

}  // namespace
}  // namespace parcours
