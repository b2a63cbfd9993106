// SPDX-License-Identifier: Apache-2.0
#include "events/commit/acceptance.hpp"

#include <gtest/gtest.h>

namespace parcours {
namespace {

constexpr writer_id ours{1};
constexpr writer_id theirs{2};
const stream_id some_stream{stream_kind::application, {7, 7}};

struct reading : testing::Test {
    head start = first_head(token128{}, 0);
    std::map<stream_id, std::uint64_t> journal;
    acceptance reader{0, {start, -1, 0, 0, {}}, [this](const stream_id& stream) -> expected<std::uint64_t> {
                          return journal[stream];
                      }};
    std::int64_t offset = 0;

    static bytes commit_body(std::uint64_t height, writer_id writer = ours, std::int64_t recorded_at_ms = 1000,
                             std::uint64_t first_version = 0) {
        commit content;
        content.height = height;
        content.writer = writer;
        content.recorded_at = {recorded_at_ms};
        if (first_version != 0) content.parts.push_back({some_stream, first_version, {{"something_happened", 1, "x"}}});
        return encode(content);
    }
    acceptance::verdict take(const framed& made) { return reader.take(offset++, made.octets); }
    static bool stops(const acceptance::verdict& verdict) { return std::holds_alternative<failure>(verdict); }
    static bool counts(const acceptance::verdict& verdict) { return std::holds_alternative<accepted>(verdict); }
    static bool passes_over(const acceptance::verdict& verdict) { return std::holds_alternative<ignored>(verdict); }
};
using ReadingAPartition = reading;

TEST_F(ReadingAPartition, FollowsTheChain) {
    const auto one = make_frame(frame_kind::commit, start.hash, commit_body(1));
    const auto two = make_frame(frame_kind::mark, one.hash, encode(mark{ours, 1, 2}));
    EXPECT_TRUE(counts(take(one)));
    const auto verdict = take(two);
    ASSERT_TRUE(counts(verdict));
    EXPECT_EQ(std::get<accepted>(verdict).before.hash, one.hash);
    EXPECT_EQ(reader.end().at.hash, two.hash);
    EXPECT_EQ(reader.end().height, 2U);
    EXPECT_EQ(reader.end().offset, 1);
}

TEST_F(ReadingAPartition, PassesOverRivalsAndCopies) {
    const auto one = make_frame(frame_kind::commit, start.hash, commit_body(1));
    const auto rival = make_frame(frame_kind::commit, start.hash, commit_body(1, theirs));
    EXPECT_TRUE(counts(take(one)));
    EXPECT_TRUE(passes_over(take(rival)));
    EXPECT_TRUE(passes_over(take(one)));
    EXPECT_EQ(reader.end().offset, 0);
    EXPECT_EQ(reader.end().next, 3);
}

TEST_F(ReadingAPartition, PassesOverWhatIsNoFrame) {
    EXPECT_TRUE(std::holds_alternative<acceptance::foreign>(reader.take(0, "something else")));
    EXPECT_EQ(reader.end().next, 1);
}

TEST_F(ReadingAPartition, StopsAtAFrameOfANewerProgram) {
    auto newer = make_frame(frame_kind::commit, start.hash, commit_body(1));
    newer.octets[4] = 2;
    EXPECT_TRUE(stops(take(newer)));
}

TEST_F(ReadingAPartition, StopsAtAnAcceptedBodyThatCannotBeDecoded) {
    EXPECT_TRUE(stops(take(make_frame(frame_kind::commit, start.hash, "not a commit"))));
}

TEST_F(ReadingAPartition, PassesOverARivalThatCannotBeDecoded) {
    EXPECT_TRUE(passes_over(take(make_frame(frame_kind::commit, digest{}, "not a commit"))));
}

TEST_F(ReadingAPartition, StopsWhereEventsDoNotFollowTheirStream) {
    journal[some_stream] = 4;
    const auto good = make_frame(frame_kind::commit, start.hash, commit_body(1, ours, 1000, 5));
    EXPECT_TRUE(counts(take(good)));
    EXPECT_TRUE(stops(take(make_frame(frame_kind::commit, good.hash, commit_body(2, ours, 1000, 5)))));
}

TEST_F(ReadingAPartition, StopsWhereTimeRunsBackwards) {
    const auto one = make_frame(frame_kind::commit, start.hash, commit_body(1, ours, 1000));
    EXPECT_TRUE(counts(take(one)));
    EXPECT_TRUE(stops(take(make_frame(frame_kind::commit, one.hash, commit_body(2, ours, 999)))));
}

TEST_F(ReadingAPartition, StopsWhereAHeightDoesNotFollow) {
    EXPECT_TRUE(stops(take(make_frame(frame_kind::commit, start.hash, commit_body(2)))));
}

// The other writer can only have extended that record if it was accepted where it reads: the log has forked.
TEST_F(ReadingAPartition, StopsAtProofOfAFork) {
    const auto winner = make_frame(frame_kind::commit, start.hash, commit_body(1));
    const auto loser = make_frame(frame_kind::commit, start.hash, commit_body(1, ours, 1001));
    EXPECT_TRUE(counts(take(winner)));
    EXPECT_TRUE(passes_over(take(loser)));
    EXPECT_TRUE(passes_over(take(make_frame(frame_kind::commit, loser.hash, commit_body(2, ours)))));
    EXPECT_TRUE(stops(take(make_frame(frame_kind::commit, loser.hash, commit_body(2, theirs)))));
}

TEST_F(ReadingAPartition, SeesNoForkWhereACopyCameTooEarly) {
    const auto one = make_frame(frame_kind::commit, start.hash, commit_body(1));
    const auto two = make_frame(frame_kind::commit, one.hash, commit_body(2));
    EXPECT_TRUE(passes_over(take(two)));
    EXPECT_TRUE(counts(take(one)));
    EXPECT_TRUE(counts(take(two)));
    const auto three = make_frame(frame_kind::mark, two.hash, encode(mark{ours, 1, 3}));
    EXPECT_TRUE(counts(take(three)));
    EXPECT_TRUE(passes_over(take(make_frame(frame_kind::commit, two.hash, commit_body(3, theirs)))));
}

// A rival that lost the race on a head of which a copy came late had accepted that head, as everybody did.
TEST_F(ReadingAPartition, SeesNoForkWhereACopyCameTooLate) {
    const auto one = make_frame(frame_kind::commit, start.hash, commit_body(1));
    EXPECT_TRUE(counts(take(one)));
    EXPECT_TRUE(counts(take(make_frame(frame_kind::commit, one.hash, commit_body(2)))));
    EXPECT_TRUE(passes_over(take(one)));
    EXPECT_TRUE(passes_over(take(make_frame(frame_kind::commit, one.hash, commit_body(2, theirs)))));
}

TEST_F(ReadingAPartition, SeesNoForkInALateCopyOfWhatWasAcceptedBefore) {
    const auto one = make_frame(frame_kind::commit, start.hash, commit_body(1));
    const auto two = make_frame(frame_kind::commit, one.hash, commit_body(2));
    acceptance again(0, {{two.hash, false}, 1, 2, 2, {1000}}, [](const stream_id&) { return 0; });
    again.remember_accepted(one.hash);
    EXPECT_TRUE(passes_over(again.take(2, one.octets)));
    EXPECT_TRUE(passes_over(again.take(3, make_frame(frame_kind::commit, one.hash, commit_body(2, theirs)).octets)));
}

// A copy of what was accepted before the reading began, then a rival that lost its race on it: nothing but bad luck.
TEST_F(ReadingAPartition, SeesNoForkInACopyOfWhatWasAcceptedBeforeItBegan) {
    const auto one = make_frame(frame_kind::commit, start.hash, commit_body(1));
    const auto two = make_frame(frame_kind::commit, one.hash, commit_body(2));
    EXPECT_TRUE(counts(take(one)));
    EXPECT_TRUE(counts(take(two)));
    acceptance later(0, reader.end(), [](const stream_id&) -> expected<std::uint64_t> { return 0; });
    EXPECT_TRUE(passes_over(later.take(2, one.octets)));
    EXPECT_TRUE(passes_over(later.take(3, make_frame(frame_kind::commit, one.hash, commit_body(2, theirs)).octets)));
}

}  // namespace
}  // namespace parcours
