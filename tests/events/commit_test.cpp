// SPDX-License-Identifier: Apache-2.0
#include "events/commit/commit.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace parcours {
namespace {

commit full_commit() {
    commit content;
    content.command = {1, 2, 3};
    content.command_name = "application.submit";
    content.request_digest = {4};
    content.dedupe_key = {5};
    content.by = {person_id{{6, 6}}, "candidate", person_id{{7, 7}}};
    content.charter = {8};
    content.remote_positions = {{1, 10}, {2, 20}};
    content.correlation = {9};
    content.causation = {10};
    content.recorded_at = {1'700'000'000'000};
    content.writer = {11};
    content.height = 12;
    content.outcome = R"({"application":"app_0"})";
    content.parts = {{{stream_kind::application, {1, 2}}, 3, {{"one", 1, "body"}, {"two", 2, bytes(3, '\0')}}},
                     {{stream_kind::account, {1, 3}}, 1, {{"three", 1, ""}}}};
    return content;
}

TEST(ACommit, ComesBackWhole) { EXPECT_EQ(*decode_commit(encode(full_commit())), full_commit()); }

TEST(ACommit, MayBeARecordedRejection) {
    commit content = full_commit();
    content.parts.clear();
    content.rejection = "wrong_state";
    EXPECT_EQ(*decode_commit(encode(content)), content);
}

TEST(ACommit, IsOfOneRouteAndNeverHalfARejection) {
    commit split = full_commit();
    split.parts.back().stream.id.high ^= 1;
    EXPECT_FALSE(decode_commit(encode(split)));
    commit both = full_commit();
    both.rejection = "wrong_state";
    EXPECT_FALSE(decode_commit(encode(both)));
    commit hollow = full_commit();
    hollow.parts.front().events.clear();
    EXPECT_FALSE(decode_commit(encode(hollow)));
}

TEST(ACommitCutShort, IsRefused) {
    const bytes whole = encode(full_commit());
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(decode_commit(byte_view(whole).substr(0, size)));
    EXPECT_FALSE(decode_commit(whole + "x"));
}

// Lengths are never trusted: a flipped bit may change a value, but neither crashes nor takes memory.
RC_GTEST_PROP(AnyOctetOfACommitChanged, IsReadWithoutHarm, ()) {
    bytes changed = encode(full_commit());
    const auto place = *rc::gen::inRange<std::size_t>(0, changed.size());
    changed[place] = static_cast<char>(*rc::gen::inRange(0, 256));
    const auto found = decode_commit(changed);
    if (found) RC_ASSERT(encode(*found) == changed);
}

TEST(AMarkAndAClosingFrame, ComeBackWhole) {
    const mark one{{1}, 2, 3};
    EXPECT_EQ(*decode_mark(encode(one)), one);
    const closing last{{1}, {2}, 3};
    EXPECT_EQ(*decode_closing(encode(last)), last);
}

TEST(AnEventsId, FollowsFromItsCommandAndItsPlace) {
    EXPECT_EQ(make_event_id({1}, 0), make_event_id({1}, 0));
    EXPECT_NE(make_event_id({1}, 0), make_event_id({1}, 1));
    EXPECT_NE(make_event_id({1}, 0), make_event_id({2}, 0));
}

}  // namespace
}  // namespace parcours
