// SPDX-License-Identifier: Apache-2.0
#include "infra/journal/frame_journal.hpp"

#include "tests/infra/disk/test_disk.hpp"
#include "tests/infra/journal/journal_under_test.hpp"

namespace parcours {
namespace {

using AJournalOnDisk = journal_under_test;

TEST_F(AJournalOnDisk, BeginsWithTheFirstHeads) {
    open();
    for (partition_number each = 0; each < shape.partitions; ++each) {
        EXPECT_EQ(journal->end(each)->at, first_head(shape.generation, each));
        EXPECT_EQ(journal->end(each)->offset, -1);
        EXPECT_EQ(journal->end(each)->next, 0);
    }
    EXPECT_EQ(journal->end(shape.partitions).error().code, failure_code::invalid);
}

TEST_F(AJournalOnDisk, IsOfOneGenerationAlone) {
    open();
    journal.reset();
    const auto other = frame_journal::open(settings, {token128{8}, 3}, memory);
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, failure_code::invalid);
    EXPECT_NE(other.error().context.find(to_hex(view(shape.generation))), std::string::npos);
    EXPECT_FALSE(frame_journal::open(settings, {token128{7}, 4}, memory));
    open();
}

TEST_F(AJournalOnDisk, KnowsTheVersionsOfAGroupUnderWay) {
    open();
    chain ours = chain::begin(shape, 1);
    // More streams than a reader remembers would do too; here the reader is made anew within the group.
    auto group = journal->begin();
    auto first = journal->reader(1, group);
    const bytes frame = ours.append(1, ours.stream(1), 1, 2);
    const auto verdict = first.take(0, frame);
    group.accept(std::get<accepted>(verdict), frame);
    EXPECT_EQ(group.last_version(ours.stream(1)), 2U);
    EXPECT_FALSE(group.last_version(ours.stream(2)));
    EXPECT_EQ(*journal->last_version(ours.stream(1)), 0U);
    group.move_end(1, first.end());
    ASSERT_TRUE(journal->write(group, true));
    group.clear();
    EXPECT_TRUE(group.empty());
    EXPECT_FALSE(group.last_version(ours.stream(1)));
    EXPECT_EQ(*journal->last_version(ours.stream(1)), 2U);
}

TEST_F(AJournalOnDisk, TellsTheLastVersionOfAStreamAmongOthers) {
    open();
    chain ours = chain::begin(shape, 1);
    ASSERT_TRUE(take(1, {ours.append(1, ours.stream(1), 1, 300), ours.append(2, ours.stream(3), 1),
                         ours.append(3, ours.stream(1), 301)}));
    EXPECT_EQ(*journal->last_version(ours.stream(0)), 0U);
    EXPECT_EQ(*journal->last_version(ours.stream(1)), 301U);
    EXPECT_EQ(*journal->last_version(ours.stream(2)), 0U);
    EXPECT_EQ(*journal->last_version(ours.stream(3)), 1U);
    EXPECT_EQ(*journal->last_version(ours.stream(1, stream_kind::account)), 0U);
}

TEST_F(AJournalOnDisk, KnowsThatAStreamBeforeAllOthersIsNotThere) {
    open();
    chain ours = chain::begin(shape, 1);
    std::vector<bytes> records;
    for (std::uint64_t number = 0; number < 500; ++number)
        records.push_back(ours.append(static_cast<unsigned char>(number), ours.stream(100'000 + number), 1));
    ASSERT_TRUE(take(1, records));
    // Their keys lie in a file now, beside the journal's own that are shorter. A filter that is wrong about one stream in a
    // hundred leads the reader back to these.
    journal.reset();
    open();
    for (std::uint64_t number = 0; number < 5'000; ++number) ASSERT_EQ(*journal->last_version(ours.stream(number)), 0U);
    EXPECT_EQ(*journal->last_version(ours.stream(100'000)), 1U);
}

TEST_F(AJournalOnDisk, ShowsBothPartsThatACommitAddsToOneStream) {
    open();
    chain ours = chain::begin(shape, 1);
    commit twice = ours.next_commit(1);
    twice.parts = {{ours.stream(1), 1, {{"one", 1, ""}}}, {ours.stream(1), 2, {{"two", 1, ""}}}};
    ASSERT_TRUE(take(1, {ours.append(twice)}));
    std::vector<std::uint64_t> shown;
    ASSERT_TRUE(journal->read_stream(ours.stream(1), 1, 10, [&](const auto&, const auto&, const stream_part& part) {
        shown.push_back(part.first_version);
        return true;
    }));
    EXPECT_EQ(shown, (std::vector<std::uint64_t>{1, 2}));
}

TEST_F(AJournalOnDisk, KeepsTheOffsetsOfALogWithGaps) {
    open();
    chain ours = chain::begin(shape, 2);
    auto group = journal->begin();
    auto reader = journal->reader(2, group);
    for (const std::int64_t offset : {5, 6, 90}) {
        const bytes frame = ours.append(static_cast<unsigned char>(offset), ours.stream(1), ours.height + 1);
        group.accept(std::get<accepted>(reader.take(offset, frame)), frame);
    }
    reader.take(95, "foreign");
    group.move_end(2, reader.end());
    ASSERT_TRUE(journal->write(group, false));
    EXPECT_EQ(journal->end(2)->offset, 90);
    EXPECT_EQ(journal->end(2)->next, 96);
    std::vector<std::int64_t> offsets;
    EXPECT_EQ(*journal->read(2, 6, 10, [&](const position& at, byte_view) { offsets.push_back(at.offset); }), 91);
    EXPECT_EQ(offsets, (std::vector<std::int64_t>{6, 90}));
    EXPECT_EQ(*journal->read(2, 91, 10, [](const position&, byte_view) {}), 91);
}

TEST_F(AJournalOnDisk, SeesThatItsLastFrameWasTakenAway) {
    open();
    chain ours = chain::begin(shape, 0);
    auto group = journal->begin();
    auto reader = journal->reader(0, group);
    (void)reader.take(0, ours.append(1, ours.stream(1), 1));
    group.move_end(0, reader.end());  // an end without its frame
    ASSERT_TRUE(journal->write(group, true));
    journal.reset();
    const auto again = frame_journal::open(settings, shape, memory);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, failure_code::corrupt);
}

TEST_F(AJournalOnDisk, KeepsAPrefixOfItsGroupsThroughAPowerCut) {
    test_disk disk;
    settings.environment = disk.environment();
    open();
    chain ours = chain::begin(shape, 0);
    ASSERT_TRUE(take(0, {ours.append(1, ours.stream(1), 1)}, true));
    for (unsigned char command = 2; command <= 20; ++command)
        ASSERT_TRUE(take(0, {ours.append(command, ours.stream(1), command)}, false));
    disk.cut_power();
    journal.reset();
    disk.lose_unsynced();
    open();
    const auto end = *journal->end(0);
    EXPECT_GE(end.height, 1U);
    EXPECT_EQ(*journal->last_version(ours.stream(1)), end.height);
    EXPECT_TRUE(*journal->commit_at({0, end.offset}));
    journal.reset();
}

struct an_old_command : journal_under_test {
    chain ours;
    void SetUp() override {
        open();
        ours = chain::begin(shape, 0);
        ASSERT_TRUE(take(0, {ours.append(1, ours.stream(1), 1)}));
    }
    bool found() { return journal->find(0, {1, 0}, 100)->has_value(); }
    // Another commit of the partition, that long after the first.
    void log_time_passes(std::int64_t by_ms) {
        ours.now.ms += by_ms;
        ASSERT_TRUE(take(0, {ours.append(2, ours.stream(1), 2)}));
    }
    instant after(std::int64_t by_ms) const { return {1'700'000'000'000 + by_ms}; }
};
using AnOldCommand = an_old_command;

TEST_F(AnOldCommand, IsForgottenWhenBothClocksSaySo) {
    log_time_passes(8 * day_ms);
    journal->forget_commands(after(8 * day_ms));
    EXPECT_FALSE(found());
    EXPECT_TRUE(*journal->find(0, {2, 0}, 100));
}

// One clock that runs fast must not make a repeated request a new one.
TEST_F(AnOldCommand, IsKeptWhenOneClockAloneSaysSo) {
    journal->forget_commands(after(8 * day_ms));
    EXPECT_TRUE(found());
    log_time_passes(8 * day_ms);
    journal->forget_commands(after(6 * day_ms));
    EXPECT_TRUE(found());
}

TEST_F(AnOldCommand, LeavesTheDiskWithTheNextCompaction) {
    log_time_passes(8 * day_ms);
    ASSERT_TRUE(journal->compact_commands());
    EXPECT_TRUE(found());
    journal->forget_commands(after(8 * day_ms));
    ASSERT_TRUE(journal->compact_commands());
    journal.reset();
    open();  // the limits are told anew after each start: what is still found lies on the disk
    EXPECT_FALSE(found());
    EXPECT_TRUE(*journal->find(0, {2, 0}, 100));
}

}  // namespace
}  // namespace parcours
