// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "infra/embedded/known_positions.hpp"
#include "tests/contracts/chain.hpp"
#include "tests/contracts/told.hpp"
#include "tests/infra/disk/test_disk.hpp"
#include "tests/infra/embedded/embedded_under_test.hpp"

namespace parcours {
namespace {

struct failing_disk : testing::Test {
    test_disk disk;
    told listener;
    embedded_under_test log;
    std::uint64_t tokens = 0;
    chain ours;

    void SetUp() override {
        log.settings.environment = disk.environment();
        log.settings.partitions = 3;
        ASSERT_TRUE(log.open(listener, listener));
        ours = chain::begin(log.history().shape(), 0);
    }
    void append(bytes frame) { log.writer().append({0, ++tokens, 0, {std::move(frame)}}); }
    bool await(const std::function<bool(const told&)>& holds) {
        return listener.await([] {}, holds);
    }
    bool await_accepted(std::size_t count) {
        return await([=](const told& all) { return all.taken().size() >= count; });
    }
};
using ADiskThatFails = failing_disk;

TEST_F(ADiskThatFails, StopsEveryPartitionAndLeavesTheGroupInDoubt) {
    append(ours.append(1, ours.stream(1), 1));
    ASSERT_TRUE(await_accepted(1));
    disk.fail_syncs();
    append(ours.append(2, ours.stream(1), 2));
    ASSERT_TRUE(await([](const told& all) { return all.failures().size() == 1; }));
    EXPECT_TRUE(listener.failures().front().sent);
    EXPECT_EQ(listener.failures().front().token, 2U);
    EXPECT_EQ(listener.stopped().size(), 3U);
    EXPECT_EQ(listener.taken().size(), 1U);
    EXPECT_EQ(log.history().end(0)->height, 1U);
}

TEST_F(ADiskThatFails, IsNeverAskedAgain) {
    disk.fail_syncs();
    append(ours.append(1, ours.stream(1), 1));
    ASSERT_TRUE(await([](const told& all) { return all.stopped().size() == 3; }));
    disk.heal();
    const auto syncs = disk.syncs();
    append(ours.append(2, ours.stream(1), 2));
    log.writer().append({2, ++tokens, 0, {"anything"}});
    ASSERT_TRUE(await([](const told& all) { return all.failures().size() == 3; }));
    EXPECT_FALSE(listener.failures()[1].sent);
    EXPECT_FALSE(listener.failures()[2].sent);
    EXPECT_TRUE(listener.taken().empty());
    EXPECT_EQ(disk.syncs(), syncs);
}

TEST_F(ADiskThatFails, StopsAtAFullDiskToo) {
    disk.fail_writes();
    append(ours.append(1, ours.stream(1), 1));
    ASSERT_TRUE(await([](const told& all) { return all.stopped().size() == 3; }));
    EXPECT_EQ(listener.stopped().at(1).code, failure_code::io);
    EXPECT_NE(listener.stopped().at(1).context.find("cannot be written"), std::string::npos);
}

TEST_F(ADiskThatFails, LeavesALogThatOpensAgain) {
    append(ours.append(1, ours.stream(1), 1));
    ASSERT_TRUE(await_accepted(1));
    disk.fail_syncs();
    append(ours.append(2, ours.stream(1), 2));
    ASSERT_TRUE(await([](const told& all) { return all.stopped().size() == 3; }));
    log.close();
    disk.heal();
    ASSERT_TRUE(log.open(listener, listener));
    // In doubt: it may have become durable after all; the history is sound either way.
    const auto end = *log.history().end(0);
    EXPECT_GE(end.height, 1U);
    EXPECT_LE(end.height, 2U);
    EXPECT_EQ(replay(log.records(), 0).end.at, end.at);
}

using APowerCut = failing_disk;

TEST_F(APowerCut, LosesNothingThatWasTold) {
    for (int round = 0; round < 3; ++round) {
        const std::size_t before = listener.taken().size();
        for (unsigned char each = 1; each <= 40; ++each) append(ours.append(each, ours.stream(1000U + tokens), 1));
        ASSERT_TRUE(await_accepted(before + 5));
        disk.cut_power();
        log.close();
        const auto told_of = listener.taken().back().content->height;
        disk.lose_unsynced();
        ASSERT_TRUE(log.open(listener, listener)) << "round " << round;
        const auto end = *log.history().end(0);
        EXPECT_GE(end.height, told_of);
        const auto all = replay(log.records(), 0);
        EXPECT_EQ(all.end.at, end.at);
        EXPECT_EQ(all.accepted, end.height);
        ours = chain::go_on(end, 0);
    }
}

TEST_F(APowerCut, IsWhatALogNeverRecoversFromInSilence) {
    append(ours.append(1, ours.stream(1), 1));
    append(ours.append(2, ours.stream(1), 2));
    ASSERT_TRUE(await_accepted(2));
    const auto end = *log.history().end(0);
    const auto generation = log.history().shape().generation;
    const auto reached = [&](std::int64_t offset, token128 of) {
        const known_position one{"the table some_projection", of, {0, offset}};
        return history_reaches(log.history(), {&one, 1});
    };
    EXPECT_TRUE(reached(end.offset, generation));
    EXPECT_TRUE(reached(-1, {}));
    const auto lost = reached(end.offset + 1, generation);
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().code, failure_code::corrupt);
    EXPECT_NE(lost.error().context.find("some_projection"), std::string::npos);
    EXPECT_FALSE(reached(end.offset, {42}));
}

}  // namespace
}  // namespace parcours
