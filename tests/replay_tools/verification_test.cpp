// SPDX-License-Identifier: Apache-2.0
// A log is damaged in each way that a disk, a broker or a hand could do it, and each is found and named.
#include "replay_tools/verification.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/replay_tools/a_story.hpp"
#include "tests/replay_tools/records_in_memory.hpp"

namespace parcours {
namespace {

using replay::fault_list;

struct verified {
    fault_list faults;
    std::vector<replay::read_partition> partitions;

    bool tells(std::string_view name, const position& at) const {
        for (const auto& each : faults.faults())
            if (each.name == name && each.at == at) return true;
        return false;
    }
    std::string text() const {
        std::string all;
        for (const auto& each : faults.faults())
            all += each.name + " " + (each.at ? std::to_string(each.at->offset) : "-") + ": " + each.what + "\n";
        return all;
    }
};

verified verify(const log_reader& records, const journal* kept = nullptr, std::size_t memory_max = 1 << 28) {
    verified made;
    replay::named_charters charters;
    replay::verification_settings settings;
    settings.memory_max = memory_max;
    for (partition_number each = 0; each < records.shape().partitions; ++each) {
        auto read = replay::verify_partition(records, kept, each, settings, charters, made.faults);
        check(read.has_value(), "records in memory can be read");
        made.partitions.push_back(*std::move(read));
    }
    replay::verify_charters(charters, made.faults);
    return made;
}

struct a_log : testing::Test {
    a_story story{1};
    records_in_memory log{*story.written};
    std::vector<bytes>& records = log.partitions[0];
    const journal* kept = &story.written->journal();
};
using ALog = a_log;

TEST_F(ALog, ThatIsWholeIsSound) {
    const auto found = verify(log, kept);
    EXPECT_EQ(found.faults.count(), 0U) << found.text();
    EXPECT_EQ(found.partitions[0].commits, 9U);
    EXPECT_EQ(found.partitions[0].events, 9U);
    EXPECT_EQ(found.partitions[0].at, kept->end(0)->at);
}

TEST_F(ALog, IsFoundSoundInSeveralPassesToo) {
    story.add_refused();
    const records_in_memory more(*story.written);
    const auto found = verify(more, kept, 600);
    EXPECT_EQ(found.faults.count(), 0U) << found.text();
    EXPECT_EQ(found.partitions[0].commits, 11U);
}

TEST_F(ALog, WithAFlippedBitInABodyNamesTheRecordAndWhatFollows) {
    records[4].back() = static_cast<char>(records[4].back() ^ 1);
    const auto found = verify(log);
    EXPECT_TRUE(found.tells("damaged_record", {0, 4})) << found.text();
    EXPECT_TRUE(found.tells("broken_chain", {0, 5})) << found.text();
    EXPECT_EQ(found.partitions[0].accepted, 4U);
}

TEST_F(ALog, WithoutOneOfItsRecordsNamesTheNext) {
    records.erase(records.begin() + 3);
    const auto found = verify(log);
    EXPECT_TRUE(found.tells("broken_chain", {0, 3})) << found.text();
    EXPECT_EQ(found.faults.count(), 1U) << found.text();
}

TEST_F(ALog, WithSwappedRecordsNamesThem) {
    std::swap(records[5], records[6]);
    const auto found = verify(log);
    EXPECT_TRUE(found.tells("broken_chain", {0, 5})) << found.text();
}

TEST_F(ALog, ThatWasCutIsShorterThanItsJournal) {
    records.pop_back();
    EXPECT_EQ(verify(log).faults.count(), 0U);  // nobody sees it in the log alone (log.md, "The rule")
    const auto found = verify(log, kept);
    EXPECT_TRUE(found.tells("journal_differs", {0, 8})) << found.text();
}

TEST_F(ALog, CutWithinARecordNamesIt) {
    records[8].resize(records[8].size() / 2);
    EXPECT_TRUE(verify(log).tells("damaged_record", {0, 8}));
}

TEST_F(ALog, OfANewerProgramStopsThere) {
    records[6][4] = 2;
    const auto found = verify(log);
    EXPECT_TRUE(found.tells("unknown_frame_version", {0, 6})) << found.text();
    EXPECT_EQ(found.partitions[0].records, 7U);
}

TEST_F(ALog, MayHoldWhatOthersLeftAndWhatLostARace) {
    const auto rival = make_frame(frame_kind::mark, kept->end(0)->at.hash, encode(mark{{9}, 1, 10}));
    records.insert(records.begin() + 2, "a record of somebody else");
    records.push_back(rival.octets);
    records.push_back(make_frame(frame_kind::mark, kept->end(0)->at.hash, encode(mark{{8}, 1, 10})).octets);
    records.push_back(records[4]);  // a late copy
    const auto found = verify(log);
    EXPECT_EQ(found.faults.count(), 0U) << found.text();
    EXPECT_EQ(found.partitions[0].foreign, 1U);
    EXPECT_EQ(found.partitions[0].ignored, 2U);
    EXPECT_EQ(found.partitions[0].accepted, 10U);
}

RC_GTEST_FIXTURE_PROP(ALog, WithAnyFlippedBitIsNeverCalledSound, ()) {
    records_in_memory damaged(*story.written);
    auto& all = damaged.partitions[0];
    const auto place = *rc::gen::inRange<std::size_t>(0, all.size());
    const auto octet = *rc::gen::inRange<std::size_t>(0, all[place].size());
    const auto bit = *rc::gen::inRange(0, 8);
    all[place][octet] = static_cast<char>(all[place][octet] ^ (1 << bit));
    const auto found = verify(damaged, kept);
    RC_LOG() << found.text();
    RC_ASSERT(found.faults.count() > 0U);
    bool named = false;
    for (const auto& each : found.faults.faults())
        named = named || (each.at && (each.at->offset == static_cast<std::int64_t>(place) ||
                                      each.at->offset == static_cast<std::int64_t>(place) + 1));
    RC_ASSERT(named);
}

// Commits that a wrong executor could have chained.
struct a_wrong_executor : testing::Test {
    written_history written;
    person_id candidate{{2, 1}};
    stream_id stream{stream_kind::application, {2, 3}};
    stored_event viewed() {
        return written_history::stored<application_stream>(
            application_viewed{candidate, organisation_id{{3, 4}}, std::nullopt}, stream);
    }
    verified found() const { return verify(records_in_memory(written), nullptr); }
};
using AWrongExecutor = a_wrong_executor;

TEST_F(AWrongExecutor, ThatSkipsAVersionIsNamed) {
    written.add_parts({{stream, 1, {viewed()}}});
    written.add_parts({{stream, 3, {viewed()}}});
    EXPECT_TRUE(found().tells("wrong_version", {0, 1})) << found().text();
    EXPECT_EQ(found().faults.count(), 1U) << found().text();
}

TEST_F(AWrongExecutor, ThatWritesWhatNobodyCanDecodeIsNamed) {
    written.add_parts({{stream, 1, {{"application_dreamt", 1, "?"}}}});
    EXPECT_TRUE(found().tells("undecodable_event", {0, 0})) << found().text();
}

TEST_F(AWrongExecutor, ThatAnswersACommandTwiceIsNamed) {
    written.add_parts({{stream, 1, {viewed()}}});
    records_in_memory log(written);
    commit again = decode_commit(byte_view(log.partitions[0][0]).substr(frame_header_size)).value();
    again.height = 3;
    again.parts = {};
    again.recorded_at.ms -= 1;
    again.charter = {7};
    log.partitions[0].push_back(
        make_frame(frame_kind::commit, written.journal().end(0)->at.hash, encode(again)).octets);
    const auto found = verify(log);
    EXPECT_TRUE(found.tells("doubled_command", {0, 1})) << found.text();
    EXPECT_TRUE(found.tells("wrong_height", {0, 1})) << found.text();
    EXPECT_TRUE(found.tells("wrong_time", {0, 1})) << found.text();
    EXPECT_TRUE(found.tells("unknown_charter", {0, 1})) << found.text();
}

TEST_F(AWrongExecutor, ThatPutsNonsenseIntoAFrameIsNamed) {
    records_in_memory log(written);
    log.partitions[0].push_back(
        make_frame(frame_kind::commit, first_head(written_history::generation, 0).hash, "nonsense").octets);
    EXPECT_TRUE(verify(log).tells("undecodable_frame", {0, 0}));
}

}  // namespace
}  // namespace parcours
