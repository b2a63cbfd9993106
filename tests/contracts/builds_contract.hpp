// SPDX-License-Identifier: Apache-2.0
// That a table can be built beside the running one, and takes its place whole.
#pragma once

#include "tests/contracts/tables_fixture.hpp"

namespace parcours {

TEST_P(ABuild, TakesThePlaceOfTheRunningTable) {
    auto running = open();
    write(*running, {{"a", "old"}, {"b", "old"}});
    const auto before = running->snapshot();
    auto builder = build({{{"a", "new"}, {"c", "new"}}});
    ASSERT_TRUE(builder->finish());
    builder.reset();
    EXPECT_EQ(get(*running, "a"), "old");
    EXPECT_EQ(get(*open(), "b"), "old");
    auto after = *home->all().replace("some_projection", 1);
    EXPECT_EQ(get(*after, "a"), "new");
    EXPECT_FALSE(get(*after, "b"));
    EXPECT_EQ(*before->get("b"), "old");
    write(*after, {{"d", "newer"}});
    EXPECT_EQ(get(*open(), "d"), "newer");
}

TEST_P(ABuild, StaysWhenAllIsClosed) {
    ASSERT_TRUE(build({{{"a", "1"}}, {{"b", "2"}}})->finish());
    ASSERT_TRUE(home->all().replace("some_projection", 1));
    home->reopen();
    EXPECT_EQ(keys(*open(), ""), (key_list{"a", "b"}));
    EXPECT_EQ(*home->all().versions("some_projection"), std::vector{1});
}

TEST_P(ABuild, TakesRunsThatInterleave) {
    std::vector<std::map<bytes, bytes>> runs(12);
    for (std::size_t each = 0; each < 1200; ++each)
        runs[each % runs.size()]["k" + std::to_string(10'000 + each)] = std::to_string(each);
    runs.emplace_back();
    ASSERT_TRUE(build(runs)->finish());
    const auto some = *home->all().replace("some_projection", 1);
    const auto all = scan(*some->snapshot(), "k", {}, direction::ascending, 5000);
    ASSERT_EQ(all.size(), 1200U);
    for (std::size_t each = 0; each < all.size(); ++each) EXPECT_EQ(all[each].second, std::to_string(each));
}

TEST_P(ABuild, GoesOnCountingFromWhatWasBuilt) {
    bytes seven;
    append_u64(seven, 7);
    ASSERT_TRUE(build({{{"n", seven}}})->finish());
    const auto some = *home->all().replace("some_projection", 1);
    add(*some, "n", -3);
    EXPECT_EQ(count(*some, "n"), 4);
}

TEST_P(ABuild, RefusesARunThatDoesNotAscend) {
    const auto builder = build({{{"b", "1"}}});
    EXPECT_EQ(builder->put("b", "again").error().code, failure_code::invalid);
    EXPECT_EQ(builder->put("a", "before").error().code, failure_code::invalid);
    EXPECT_TRUE(builder->next_run());
    EXPECT_TRUE(builder->put("a", "a new run"));
}

TEST_P(ABuild, CountsForNothingBeforeItIsFinished) {
    write(*open(), {{"a", "old"}});
    build({{{"a", "new"}}});
    EXPECT_EQ(home->all().replace("some_projection", 1).error().code, failure_code::invalid);
    EXPECT_EQ(get(*open(), "a"), "old");
    ASSERT_TRUE(build({{{"a", "newer"}}})->finish());
    EXPECT_EQ(get(**home->all().replace("some_projection", 1), "a"), "newer");
    EXPECT_EQ(home->all().replace("some_projection", 1).error().code, failure_code::invalid);
}

TEST_P(ABuild, MayHoldNothing) {
    write(*open(), {{"a", "old"}});
    ASSERT_TRUE(build({})->finish());
    EXPECT_EQ(keys(**home->all().replace("some_projection", 1), ""), key_list{});
}

}  // namespace parcours
