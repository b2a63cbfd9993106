// SPDX-License-Identifier: Apache-2.0
#include "infra/embedded/embedded_log.hpp"

#include <gtest/gtest.h>

#include "infra/embedded/embedded_reader.hpp"
#include "tests/contracts/chain.hpp"
#include "tests/contracts/told.hpp"
#include "tests/infra/disk/test_disk.hpp"
#include "tests/infra/embedded/embedded_under_test.hpp"

namespace parcours {
namespace {

struct embedded : testing::Test {
    test_disk disk;
    told listener;
    embedded_under_test log;
    std::uint64_t tokens = 0;

    void open() { ASSERT_TRUE(log.open(listener, listener)); }
    chain begin(partition_number partition = 0) { return chain::begin(log.history().shape(), partition); }
    void append(partition_number partition, std::vector<bytes> frames) {
        log.writer().append({partition, ++tokens, 0, std::move(frames)});
    }
    bool await(const std::function<bool(const told&)>& holds) {
        return listener.await([] {}, holds);
    }
    bool await_accepted(std::size_t count) {
        return await([=](const told& all) { return all.taken().size() >= count; });
    }
};
using AnEmbeddedLog = embedded;

TEST_F(AnEmbeddedLog, KeepsTheNumberOfPartitionsItWasCreatedWith) {
    log.settings.partitions = 5;
    open();
    const auto generation = log.history().shape().generation;
    log.close();
    log.settings.partitions = 8;
    open();
    EXPECT_EQ(log.history().shape().partitions, 5U);
    EXPECT_EQ(log.history().shape().generation, generation);
    EXPECT_NE(generation, token128{});
}

TEST_F(AnEmbeddedLog, IsOfOneProcess) {
    open();
    auto second = embedded_log::open(log.settings, log.random, log.memory);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, failure_code::unavailable);
    EXPECT_NE(second.error().context.find("in use"), std::string::npos);
}

TEST_F(AnEmbeddedLog, RefusesFramesThatAreTooLarge) {
    open();
    append(0, {bytes(frame_size_max + 1, 'x')});
    ASSERT_TRUE(await([](const told& all) { return all.failures().size() == 1; }));
    EXPECT_FALSE(listener.failures().front().sent);
    EXPECT_EQ(listener.failures().front().why.code, failure_code::invalid);
}

TEST_F(AnEmbeddedLog, GivesConsecutiveOffsetsToAllThatItTakes) {
    open();
    chain ours = begin();
    chain late = ours;
    append(0, {ours.append(1, ours.stream(1), 1), "foreign", late.append_mark(3), ours.append_mark(4)});
    ASSERT_TRUE(await_accepted(2));
    std::vector<std::int64_t> offsets;
    ASSERT_TRUE(log.records().read(0, 0, 100, [&](const log_record& each) { offsets.push_back(each.offset); }));
    EXPECT_EQ(offsets, (std::vector<std::int64_t>{0, 1, 2, 3}));
    EXPECT_EQ(*log.records().read(0, 1, 2, [](const log_record&) {}), 3);
    EXPECT_EQ(*log.records().read(0, 9, 2, [](const log_record&) {}), 9);
    const auto counts = log.log->counts();
    EXPECT_EQ(counts.accepted, 2U);
    EXPECT_EQ(counts.ignored, 1U);
    EXPECT_EQ(counts.foreign, 1U);
}

TEST_F(AnEmbeddedLog, StopsBeforeARecordThatWouldStopItsReaders) {
    open();
    chain ours = begin();
    const bytes good = ours.append(1, ours.stream(1), 1);
    append(0, {good, ours.append(2, ours.stream(1), 7)});
    append(0, {ours.append(3, ours.stream(1), 2)});
    ASSERT_TRUE(await([](const told& all) { return all.failures().size() == 2; }));
    EXPECT_TRUE(listener.failures()[0].sent);
    EXPECT_FALSE(listener.failures()[1].sent);
    EXPECT_EQ(listener.stopped().size(), 1U);
    const auto all = replay(log.records(), 0);
    EXPECT_FALSE(all.stopped);
    EXPECT_EQ(all.accepted, 1U);
}

// While the disk is busy, everything that comes waits for one sync.
TEST_F(AnEmbeddedLog, SyncsOnceForAllThatWaits) {
    log.settings.environment = disk.environment();
    open();
    disk.delay_syncs_us(50'000);
    const auto before = disk.syncs();
    for (partition_number partition = 0; partition < 8; ++partition) {
        chain each = begin(partition);
        for (unsigned char command = 1; command <= 8; ++command)
            append(partition, {each.append(command, each.stream(command), 1)});
    }
    ASSERT_TRUE(await_accepted(64));
    EXPECT_LE(disk.syncs() - before, 10U);
    log.close();
}

TEST_F(AnEmbeddedLog, BoundsWhatWaits) {
    log.settings.environment = disk.environment();
    log.settings.waiting_groups_max = 4;
    open();
    disk.delay_syncs_us(100'000);
    chain ours = begin();
    for (unsigned char command = 1; command <= 30; ++command)
        append(0, {ours.append(command, ours.stream(command), 1)});
    ASSERT_TRUE(await([](const told& all) { return !all.failures().empty(); }));
    EXPECT_FALSE(listener.failures().front().sent);
    EXPECT_EQ(listener.failures().front().why.code, failure_code::unavailable);
    log.close();
}

TEST_F(AnEmbeddedLog, ThrowsAwayWhatWaitsOfARenewedPartition) {
    log.settings.environment = disk.environment();
    log.settings.write_frames_max = 1;
    open();
    disk.delay_syncs_us(50'000);
    chain first = begin(0);
    chain second = begin(1);
    append(0, {first.append(1, first.stream(1), 1)});
    append(0, {first.append(2, first.stream(1), 2)});
    append(0, {first.append(3, first.stream(1), 3)});
    append(1, {second.append(1, second.stream(1), 1)});
    log.writer().renew(0);
    ASSERT_TRUE(await([](const told& all) {
        const auto taken = all.taken();
        return !taken.empty() && taken.back().at.partition == 1;
    }));
    log.close();
    EXPECT_LE(listener.taken().size(), 2U);
}

TEST_F(AnEmbeddedLog, WritesWhatWaitsBeforeItStops) {
    open();
    chain ours = begin();
    for (unsigned char command = 1; command <= 100; ++command)
        append(0, {ours.append(command, ours.stream(command), 1)});
    log.close();
    EXPECT_EQ(listener.taken().size(), 100U);
}

TEST_F(AnEmbeddedLog, IsReadBesideTheProcessThatWritesIt) {
    open();
    chain ours = begin();
    append(0, {ours.append(1, ours.stream(1), 1)});
    ASSERT_TRUE(await_accepted(1));
    scratch_folder own;
    const auto reader = embedded_reader::open(log.settings.folder, own.path(), log.memory);
    ASSERT_TRUE(reader) << reader.error().context;
    EXPECT_EQ((*reader)->history().shape().generation, log.history().shape().generation);
    EXPECT_EQ((*reader)->history().end(0)->height, 1U);
    append(0, {ours.append(2, ours.stream(1), 2), "foreign", ours.append(3, ours.stream(2), 1)});
    ASSERT_TRUE(await_accepted(3));
    EXPECT_EQ((*reader)->history().end(0)->height, 1U);
    const auto later = embedded_reader::open(log.settings.folder, own.path(), log.memory);
    ASSERT_TRUE(later) << later.error().context;
    EXPECT_EQ((*later)->history().end(0)->at.hash, ours.head);
    EXPECT_EQ((*later)->history().streams_of(0, 100)->size(), 2U);
    const auto all = replay((*later)->records(), 0);
    EXPECT_EQ(all.accepted, 3U);
    EXPECT_EQ(all.foreign, 1U);
    log.close();
    EXPECT_EQ(replay((*later)->records(), 0).accepted, 3U);
}

TEST_F(AnEmbeddedLog, IsReadBesideAProcessThatWasStartedAgain) {
    open();
    chain ours = begin();
    append(0, {ours.append(1, ours.stream(1), 1, 64)});
    ASSERT_TRUE(await_accepted(1));
    log.close();
    open();  // what lay in memory is in files now, large frames in files of their own
    scratch_folder own;
    const auto reader = embedded_reader::open(log.settings.folder, own.path(), log.memory);
    ASSERT_TRUE(reader) << reader.error().context;
    EXPECT_EQ(replay((*reader)->records(), 0).accepted, 1U);
}

TEST_F(AnEmbeddedLog, IsNotFoundWhereThereIsNone) {
    scratch_folder own;
    const auto reader = embedded_reader::open(own / "nothing", own.path(), log.memory);
    ASSERT_FALSE(reader);
    EXPECT_FALSE(reader.error().context.empty());
}

}  // namespace
}  // namespace parcours
