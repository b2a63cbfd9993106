// SPDX-License-Identifier: Apache-2.0
// What the journal of every log must answer.
#pragma once

#include <set>

#include "tests/contracts/log_fixture.hpp"
#include "tests/support/random_source.hpp"

namespace parcours {

struct journal_contract : log_contract {
    // First versions of the parts that a stream's reading shows.
    std::vector<std::uint64_t> shown(const stream_id& stream, std::uint64_t from, std::int64_t until,
                                     std::size_t parts_max = 100) {
        std::vector<std::uint64_t> versions;
        const auto show = [&](const struct position& at, const commit& content, const stream_part& part) {
            EXPECT_EQ(part.stream, stream);
            EXPECT_LE(at.offset, until);
            EXPECT_FALSE(content.parts.empty());
            versions.push_back(part.first_version);
            return versions.size() < parts_max;
        };
        EXPECT_TRUE(log->history().read_stream(stream, from, until, show));
        return versions;
    }
    std::int64_t offset_of(std::size_t number) { return listener.taken()[number].at.offset; }
};
using AJournal = journal_contract;
using versions = std::vector<std::uint64_t>;

TEST_P(AJournal, FindsACommandByItsId) {
    chain ours = begin();
    commit refused = ours.next_commit(2);
    append(0, {ours.append(1, ours.stream(1), 1)});
    refused.rejection = "wrong_state";
    refused.height = 2;
    append(0, {ours.append(refused)});
    ASSERT_TRUE(await_accepted(2));
    const auto first = log->history().find(0, {1, 0}, end().offset);
    ASSERT_TRUE(first && *first);
    EXPECT_EQ((*first)->at, listener.taken()[0].at);
    EXPECT_EQ((*first)->request_digest, digest{1});
    EXPECT_EQ((*first)->dedupe_key, token128{9});
    EXPECT_EQ((*first)->recorded_at, ours.now);
    EXPECT_TRUE(*log->history().find(0, {2, 0}, offset_of(1)));
    EXPECT_FALSE(*log->history().find(0, {2, 0}, offset_of(0)));
    EXPECT_FALSE(*log->history().find(0, {3, 0}, end().offset));
    EXPECT_FALSE(*log->history().find(1, {1, 0}, end().offset));
}

TEST_P(AJournal, ShowsAStreamFromAVersionOn) {
    chain ours = begin();
    const auto one = ours.stream(1);
    append(0, {ours.append(1, one, 1, 2), ours.append(2, ours.stream(2), 1), ours.append(3, one, 3, 3),
               ours.append(4, one, 6)});
    ASSERT_TRUE(await_accepted(4));
    const auto until = end().offset;
    EXPECT_EQ(shown(one, 1, until), (versions{1, 3, 6}));
    EXPECT_EQ(shown(one, 2, until), (versions{1, 3, 6}));
    EXPECT_EQ(shown(one, 3, until), (versions{3, 6}));
    EXPECT_EQ(shown(one, 5, until), (versions{3, 6}));
    EXPECT_EQ(shown(one, 6, until), (versions{6}));
    EXPECT_EQ(shown(one, 7, until), versions{});
    EXPECT_EQ(shown(one, 1, offset_of(2)), (versions{1, 3}));
    EXPECT_EQ(shown(one, 1, offset_of(0) - 1), versions{});
    EXPECT_EQ(shown(one, 1, until, 2), (versions{1, 3}));
    EXPECT_EQ(shown(ours.stream(1, stream_kind::account), 1, until), versions{});
}

TEST_P(AJournal, ShowsAStreamBesideRecordsThatWereIgnored) {
    chain ours = begin();
    chain theirs = ours;
    theirs.writer = {2};
    append(0, {ours.append(1, ours.stream(1), 1)});
    append_by(log->rival(), 0, {theirs.append(2, theirs.stream(1), 1)});
    ASSERT_TRUE(await_accepted(1));
    ASSERT_TRUE(await_ignored(1));
    EXPECT_EQ(shown(ours.stream(1), 1, end().offset + 10), versions{1});
}

TEST_P(AJournal, ShowsALongStreamWhole) {
    chain ours = begin();
    constexpr std::uint64_t commits = 200;
    versions expected;
    std::vector<bytes> frames;
    for (std::uint64_t version = 1; version <= commits; ++version) {
        frames.push_back(ours.append(static_cast<unsigned char>(version), ours.stream(1), version));
        expected.push_back(version);
    }
    append(0, std::move(frames));
    ASSERT_TRUE(await_accepted(commits));
    reopen();
    EXPECT_EQ(shown(ours.stream(1), 1, end().offset, 1000), expected);
    EXPECT_EQ(shown(ours.stream(1), 1, end().offset, 33).size(), 33U);
}

TEST_P(AJournal, ListsTheStreamsOfARoute) {
    chain ours = begin();
    const auto account = ours.stream(5, stream_kind::account);
    const auto later = ours.stream(9);
    const auto first = ours.stream(3);
    commit both = ours.next_commit(2);
    both.parts = {{first, 1, {{"one", 1, ""}}}, {account, 1, {{"two", 1, ""}}}};
    append(0, {ours.append(both), ours.append(3, first, 2), ours.append(4, later, 1)});
    ASSERT_TRUE(await_accepted(3));
    const auto streams = [&](std::int64_t until) { return *log->history().streams_of(0, until); };
    EXPECT_EQ(streams(end().offset), (std::vector{account, first, later}));
    EXPECT_EQ(streams(offset_of(1)), (std::vector{account, first}));
    EXPECT_TRUE(log->history().streams_of(1, end().offset)->empty());
}

TEST_P(AJournal, ReadsItsAcceptedFramesInOrder) {
    chain ours = begin();
    chain late = ours;
    late.writer = {2};
    append(0, {ours.append(1, ours.stream(1), 1), late.append(2, late.stream(1), 1), "foreign", ours.append_mark(1),
               ours.append(3, ours.stream(1), 2)});
    ASSERT_TRUE(await_accepted(3));
    std::vector<position> places;
    std::vector<digest> hashes;
    const auto keep = [&](const struct position& at, byte_view octets) {
        places.push_back(at);
        hashes.push_back(std::get<frame>(read_frame(octets)).hash);
    };
    const auto next = log->history().read(0, 0, 2, keep);
    ASSERT_TRUE(next);
    EXPECT_EQ(places.size(), 2U);
    ASSERT_TRUE(log->history().read(0, *next, 100, keep));
    ASSERT_EQ(places.size(), 3U);
    for (std::size_t each = 0; each < places.size(); ++each) EXPECT_EQ(places[each], listener.taken()[each].at);
    EXPECT_EQ(hashes.back(), ours.head);
    EXPECT_EQ(log->history().commit_at(places[0])->value().command, (command_id{1, 0}));
    EXPECT_FALSE(log->history().commit_at(places[1])->has_value());
    EXPECT_FALSE(log->history().commit_at({0, end().next + 5})->has_value());
}

// Whatever order rivals' frames, copies and partitions come in, each command is in history at most once, what was
// decided on another head never, and whoever reads the records comes to the journal's history.
TEST_P(AJournal, AgreesWithItsRecordsHoweverWritersMix) {
    const std::uint64_t seed = seed_or(20'240'501);
    RecordProperty("seed", std::to_string(seed));
    SCOPED_TRACE("PARCOURS_SEED=" + std::to_string(seed));
    random_source random(seed);
    constexpr std::size_t steps = 120;
    std::vector<chain> writers;
    for (unsigned char each = 0; each < 4; ++each) {
        writers.push_back(begin(each % 2));
        writers.back().writer = {static_cast<unsigned char>(each + 1)};
    }
    std::vector<std::pair<partition_number, bytes>> sent;
    std::size_t records = 0;
    for (std::size_t step = 0; step < steps; ++step) {
        chain& one = writers[random.below(writers.size())];
        if (random.chance(300)) {
            // Reads back, as a writer does that has lost; the journal may be behind what waits.
            const writer_id self = one.writer;
            one = chain::go_on(end(one.partition), one.partition);
            one.writer = self;
        }
        if (!sent.empty() && random.chance(150)) {
            const auto& copy = sent[random.below(sent.size())];
            ++records;
            append(copy.first, {copy.second});
        }
        const bytes next = one.append(static_cast<unsigned char>(step), one.stream(1000 + step), 1);
        sent.emplace_back(one.partition, next);
        ++records;
        append(one.partition, {next});
    }
    ASSERT_TRUE(await([&](const told& all) { return all.taken().size() + all.passed_over().size() == records; }));
    EXPECT_TRUE(listener.stopped().empty());
    std::set<command_id> commands;
    for (const auto& each : listener.taken()) EXPECT_TRUE(commands.insert(each.content->command).second);
    for (partition_number partition : {0U, 1U}) {
        expect_replay_agrees(partition);
        EXPECT_EQ(replay(log->records(), partition).accepted, end(partition).height);
    }
}

}  // namespace parcours
