// SPDX-License-Identifier: Apache-2.0
// What tables must do, wherever they lie. Include it in one source of a test binary, and there
//     INSTANTIATE_TEST_SUITE_P(OnDisk, ATable, testing::Values(tables_kind{…}), tables_kind_name);
//     INSTANTIATE_TEST_SUITE_P(OnDisk, ABuild, testing::Values(tables_kind{…}), tables_kind_name);
#pragma once

#include "tests/contracts/builds_contract.hpp"
#include "tests/contracts/tables_fixture.hpp"

namespace parcours {

TEST_P(ATable, HoldsWhatABatchPutAndNotWhatItErased) {
    const auto some = open();
    write(*some, {{"a", "1"}, {"b", bytes(3, '\0')}, {"c", ""}});
    table_batch batch;
    batch.erase("a");
    batch.put("b", "2");
    batch.put("d", "4");
    batch.erase("d");
    batch.erase("never there");
    ASSERT_TRUE(some->write(batch));
    EXPECT_FALSE(get(*some, "a"));
    EXPECT_EQ(get(*some, "b"), "2");
    EXPECT_EQ(get(*some, "c"), "");
    EXPECT_FALSE(get(*some, "d"));
}

TEST_P(ATable, ShowsASnapshotAsItWas) {
    const auto some = open();
    write(*some, {{"a", "1"}});
    add(*some, "n", 1);
    const auto before = some->snapshot();
    write(*some, {{"a", "2"}, {"b", "3"}});
    add(*some, "n", 1);
    EXPECT_EQ(*before->get("a"), "1");
    EXPECT_EQ(counter_value(*before->get("n")), 1);
    EXPECT_EQ(scan(*before, "").size(), 2U);
    EXPECT_EQ(*before->get_many({"b", "a"}), (std::vector<std::optional<bytes>>{std::nullopt, "1"}));
    EXPECT_EQ(get(*some, "a"), "2");
}

TEST_P(ATable, ShowsAllOfItUnderAPrefixThatIsAViewOfNothing) {
    const auto some = open();
    write(*some, {{"a", "1"}, {"b", "2"}});
    const auto now = some->snapshot();
    EXPECT_EQ(scan(*now, byte_view()), (pairs{{"a", "1"}, {"b", "2"}}));
    EXPECT_EQ(scan(*now, byte_view(), byte_view(), direction::descending), (pairs{{"b", "2"}, {"a", "1"}}));
}

TEST_P(ATable, AnswersManyInTheOrderAsked) {
    const auto some = open();
    write(*some, {{"a", "1"}, {"b", "2"}});
    EXPECT_EQ(*some->snapshot()->get_many({"b", "x", "a", "b"}),
              (std::vector<std::optional<bytes>>{"2", std::nullopt, "1", "2"}));
    EXPECT_TRUE(some->snapshot()->get_many({})->empty());
}

TEST_P(ATable, Counts) {
    auto some = open();
    EXPECT_EQ(count(*some, "n"), 0);
    for (int each = 0; each < 300; ++each) add(*some, "n", 2);
    add(*some, "n", -601);
    table_batch twice;
    twice.add("m", 5);
    twice.add("m", 6);
    ASSERT_TRUE(some->write(twice));
    EXPECT_EQ(count(*some, "n"), -1);
    EXPECT_EQ(count(*some, "m"), 11);
    ASSERT_TRUE(some->flush());
    some.reset();
    home->reopen();
    some = open();
    add(*some, "n", 1);
    EXPECT_EQ(count(*some, "n"), 0);
    EXPECT_TRUE(get(*some, "n"));
}

TEST_P(ATable, ScansAPrefixInBothDirections) {
    const auto some = open();
    write(*some, {{"a", ""}, {"b", ""}, {"b1", ""}, {"b2", ""}, {"b3", ""}, {"c", ""}});
    const auto down = direction::descending;
    EXPECT_EQ(keys(*some, "b"), (key_list{"b", "b1", "b2", "b3"}));
    EXPECT_EQ(keys(*some, "b", "b2"), (key_list{"b2", "b3"}));
    EXPECT_EQ(keys(*some, "b", "b11"), (key_list{"b2", "b3"}));
    EXPECT_EQ(keys(*some, "b", "a"), (key_list{"b", "b1", "b2", "b3"}));
    EXPECT_EQ(keys(*some, "b", "c"), key_list{});
    EXPECT_EQ(keys(*some, "b", {}, direction::ascending, 2), (key_list{"b", "b1"}));
    EXPECT_EQ(keys(*some, "b", {}, down), (key_list{"b3", "b2", "b1", "b"}));
    EXPECT_EQ(keys(*some, "b", "b2", down), (key_list{"b2", "b1", "b"}));
    EXPECT_EQ(keys(*some, "b", "b25", down), (key_list{"b2", "b1", "b"}));
    EXPECT_EQ(keys(*some, "b", "c", down), (key_list{"b3", "b2", "b1", "b"}));
    EXPECT_EQ(keys(*some, "b", "a", down), key_list{});
    EXPECT_EQ(keys(*some, "b", {}, down, 1), key_list{"b3"});
    EXPECT_EQ(keys(*some, "").size(), 6U);
    EXPECT_EQ(keys(*some, "", {}, down).front(), "c");
    EXPECT_EQ(keys(*some, "x"), key_list{});
}

TEST_P(ATable, ScansPrefixesOfTheHighestOctets) {
    const auto some = open();
    write(*some, {{"\xfe", ""}, {"\xff", ""}, {"\xff\xff", ""}, {"\xff\xff\x01", ""}});
    EXPECT_EQ(keys(*some, "\xff"), (key_list{"\xff", "\xff\xff", "\xff\xff\x01"}));
    EXPECT_EQ(keys(*some, "\xff\xff", {}, direction::descending), (key_list{"\xff\xff\x01", "\xff\xff"}));
}

TEST_P(ATable, KeepsWhatWasWrittenWhenItIsClosed) {
    auto some = open();
    write(*some, {{"a", "1"}});
    ASSERT_TRUE(some->flush());
    write(*some, {{"b", "2"}});
    some.reset();
    home->reopen();
    some = open();
    EXPECT_EQ(get(*some, "a"), "1");
    EXPECT_EQ(get(*some, "b"), "2");
}

TEST_P(ATable, IsOneOfItsVersionAlone) {
    const auto first = open(1);
    const auto second = open(2);
    write(*first, {{"a", "1"}});
    EXPECT_FALSE(get(*second, "a"));
    EXPECT_EQ(*home->all().versions("some_projection"), (std::vector{1, 2}));
    EXPECT_TRUE(home->all().versions("some")->empty());
}

TEST_P(ATable, IsGoneWhenItIsRemoved) {
    write(*open(1), {{"a", "1"}});
    open(2);
    ASSERT_TRUE(home->all().remove("some_projection", 1));
    EXPECT_EQ(*home->all().versions("some_projection"), std::vector{2});
    home->reopen();
    EXPECT_EQ(*home->all().versions("some_projection"), std::vector{2});
    EXPECT_FALSE(get(*open(1), "a"));
    EXPECT_TRUE(home->all().remove("some_projection", 7));
}

TEST_P(ATable, AgreesWithASortedMap) {
    const std::uint64_t seed = seed_or(7);
    SCOPED_TRACE("PARCOURS_SEED=" + std::to_string(seed));
    random_source random(seed);
    std::map<bytes, bytes> model;
    auto some = open();
    for (int step = 0; step < 60; ++step) {
        table_batch batch;
        for (std::uint64_t each = random.below(20); each > 0; --each) {
            const bytes key = "k" + std::to_string(random.below(50));
            if (random.chance(300)) {
                batch.erase(key);
                model.erase(key);
            } else {
                const bytes value(random.below(100), static_cast<char>(random.below(256)));
                batch.put(key, value);
                model[key] = value;
            }
        }
        ASSERT_TRUE(some->write(batch));
        if (random.chance(100)) {
            some.reset();
            home->reopen();
            some = open();
        }
        EXPECT_EQ(scan(*some->snapshot(), ""), pairs(model.begin(), model.end()));
        EXPECT_EQ(scan(*some->snapshot(), "", {}, direction::descending), pairs(model.rbegin(), model.rend()));
    }
}

}  // namespace parcours
