// SPDX-License-Identifier: Apache-2.0
// What an operator asks of a runner at work.
#include "tests/projections/a_runner.hpp"

namespace parcours {
namespace {

TEST_F(ARunner, TakesAParkedStreamUpFromWhereItStands) {
    const stream_id set_aside{stream_kind::companion_link, link_number(4).value};
    table_batch parking;
    parking.put(parked_key(set_aside.id), parked_value({set_aside, {}, "an earlier program knew less"}));
    ASSERT_TRUE(tables.open("companion_links", 1).value()->write(parking).has_value());
    for (std::uint64_t i = 0; i < 8; ++i) link(i);
    begin();
    ASSERT_TRUE(reaches_the_end());
    EXPECT_EQ(links_of_bruno(), 7U);
    ASSERT_TRUE(takes_up(set_aside, false).has_value());
    EXPECT_EQ(links_of_bruno(), 8U);
    EXPECT_EQ(what->lags().front().parked, 0U);
    const auto again = takes_up(set_aside, false);
    ASSERT_FALSE(again.has_value());
    EXPECT_EQ(again.error().code, failure_code::invalid);
    tell(history.add<companion_link_stream>(link_number(4), {companion_link_revoked{candidate_number(4), bruno}}));
    ASSERT_TRUE(reaches_the_end());
    EXPECT_EQ(links_of_bruno(), 7U);
}

TEST_F(ARunner, LeavesOutWhatCannotBeAppliedOnlyWhereItIsTold) {
    begin();
    tell(link(4));
    const stream_id broken{stream_kind::companion_link, link_number(4).value};
    tell(history.add_parts({{broken, 2, {{"companion_link_from_tomorrow", 1, "?"}}}}));
    tell(history.add<companion_link_stream>(link_number(4), {companion_link_revoked{candidate_number(4), bruno}}));
    ASSERT_TRUE(reaches_the_end());
    const auto retried = takes_up(broken, false);
    ASSERT_FALSE(retried.has_value());
    EXPECT_EQ(retried.error().code, failure_code::corrupt);
    EXPECT_EQ(what->lags().front().parked, 1U);
    EXPECT_EQ(links_of_bruno(), 1U);
    ASSERT_TRUE(takes_up(broken, true).has_value());
    EXPECT_EQ(links_of_bruno(), 0U);
    EXPECT_EQ(what->lags().front().parked, 0U);
    EXPECT_EQ(read_row<companion_links>(*what->snapshot("companion_links"), broken.id).value()->version, 3U);
}

TEST_F(ARunner, PutsARebuiltTableInPlaceOnceItIsLevel) {
    for (std::uint64_t i = 0; i < 30; ++i) link(i);
    begin();
    ASSERT_TRUE(reaches_the_end());
    const auto one = std::move(make_folds().front());
    ASSERT_TRUE(rebuild(*one, history.journal(), tables, {}, [](const rebuild_progress&) { return true; }).has_value());
    for (std::uint64_t i = 30; i < 40; ++i) tell(link(i));
    std::promise<expected<void>> told;
    auto answer = told.get_future();
    what->switch_table(
        one->name(), [&] { return tables.replace(one->name(), one->version()); },
        [&told](expected<void> outcome) { told.set_value(std::move(outcome)); });
    ASSERT_EQ(answer.wait_for(std::chrono::seconds(20)), std::future_status::ready);
    EXPECT_TRUE(answer.get().has_value());
    EXPECT_EQ(links_of_bruno(), 40U);
    tell(link(40));
    ASSERT_TRUE(reaches_the_end());
    EXPECT_EQ(links_of_bruno(), 41U);
}

TEST_F(ARunner, KeepsTheOldTableWhereTheNewOneCannotBeOpened) {
    begin();
    tell(link(0));
    ASSERT_TRUE(reaches_the_end());
    std::promise<bool> told;
    auto answer = told.get_future();
    what->switch_table(
        "companion_links", [&] { return tables.replace("companion_links", 1); },
        [&told](const expected<void>& outcome) { told.set_value(outcome.has_value()); });
    ASSERT_EQ(answer.wait_for(std::chrono::seconds(20)), std::future_status::ready);
    EXPECT_FALSE(answer.get());
    EXPECT_EQ(links_of_bruno(), 1U);
}

}  // namespace
}  // namespace parcours
