// SPDX-License-Identifier: Apache-2.0
// Pins the stored form of everything that is not an event: golden files, which never change (a changed form is a new
// version). Events and cells have theirs in streams/event_types_test.cpp and cell_test.cpp.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "events/codec/row_codec.hpp"
#include "events/commit/commit.hpp"
#include "events/commit/frame.hpp"
#include "events/streams/companion_link.hpp"
#include "tests/events/streams/sampler.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/print_events.hpp"

namespace parcours {
namespace {

template <std::size_t Size>
std::array<unsigned char, Size> octets_from(unsigned char first) {
    std::array<unsigned char, Size> octets{};
    for (auto& octet : octets) octet = first++;
    return octets;
}

commit some_commit() {
    commit content;
    content.command = octets_from<16>(1);
    content.command_name = "application.validate";
    content.request_digest = octets_from<32>(2);
    content.dedupe_key = octets_from<16>(3);
    content.by = {person_id{{4, 5}}, "companion", person_id{{6, 7}}};
    content.charter = octets_from<32>(8);
    content.remote_positions = {{1, 10}, {2, -1}};
    content.correlation = octets_from<16>(9);
    content.causation = octets_from<16>(10);
    content.recorded_at = {1'790'000'000'123};
    content.writer = octets_from<16>(11);
    content.height = 12;
    content.outcome = R"({"application":"app_00000000000000000000000000"})";
    content.parts = {
        {{stream_kind::application, {13, 14}}, 3, {{"application_validated", 1, "a body"}, {"two", 2, bytes(3, '\0')}}},
        {{stream_kind::sponsorship, {13, 15}}, 1, {{"three", 1, ""}}}};
    return content;
}

commit some_rejection() {
    commit content = some_commit();
    content.parts.clear();
    content.outcome.clear();
    content.rejection = "wrong_state";
    return content;
}

const mark some_mark{octets_from<16>(1), 2, 3};
const closing some_closing{octets_from<16>(1), octets_from<16>(2), 3};

bytes kept(const std::string& name, byte_view now) {
    const bytes stored = golden_octets("tests/events/golden/" + name + ".hex", now);
    EXPECT_EQ(to_hex(stored), to_hex(now)) << "the stored form has changed; that takes a new version";
    return stored;
}

TEST(AStoredCommit, StaysReadable) {
    EXPECT_EQ(*decode_commit(kept("commit_v1", encode(some_commit()))), some_commit());
    EXPECT_EQ(*decode_commit(kept("commit_rejection_v1", encode(some_rejection()))), some_rejection());
}

TEST(AStoredMark, StaysReadable) { EXPECT_EQ(*decode_mark(kept("mark_v1", encode(some_mark))), some_mark); }

TEST(AStoredClosing, StaysReadable) {
    EXPECT_EQ(*decode_closing(kept("closing_v1", encode(some_closing))), some_closing);
}

TEST(AStoredFrame, StaysReadable) {
    const auto made = make_frame(frame_kind::commit, octets_from<32>(5), encode(some_commit()));
    const bytes stored = kept("frame_v1", made.octets);
    const auto found = read_frame(stored);
    ASSERT_TRUE(std::holds_alternative<frame>(found));
    EXPECT_EQ(std::get<frame>(found).kind, frame_kind::commit);
    EXPECT_EQ(std::get<frame>(found).hash, made.hash);
    EXPECT_EQ(*decode_commit(std::get<frame>(found).body), some_commit());
}

TEST(AFrameOfANewerProgram, IsToldApartFromWhatIsForeign) {
    bytes newer = make_frame(frame_kind::mark, digest{}, encode(some_mark)).octets;
    newer[4] = '\2';
    EXPECT_EQ(std::get<not_a_frame>(read_frame(newer)), not_a_frame::unknown_version);
    newer[0] = 'X';
    EXPECT_EQ(std::get<not_a_frame>(read_frame(newer)), not_a_frame::foreign);
}

TEST(ABodyOfANewerVersion, IsRefused) {
    for (bytes body : {encode(some_commit()), encode(some_mark), encode(some_closing)}) {
        body.front() = '\2';
        EXPECT_FALSE(decode_commit(body));
        EXPECT_FALSE(decode_mark(body));
        EXPECT_FALSE(decode_closing(body));
    }
}

// Of every kind of value that a row may hold.
struct sample_row {
    person_id person;
    link_origin origin = link_origin::assigned;
    std::optional<instant> received_at;
    calendar_day day;
    std::uint32_t count = 0;
    bool open = false;
    std::string title;
    std::vector<organisation_id> organisations;
    digest charter{};
    kept_cell headline;
    std::optional<kept_cell> message;

    static constexpr auto fields() {
        using e = sample_row;
        return std::tuple{part{"person", &e::person, "an id"},
                          part{"origin", &e::origin, "an enumeration"},
                          part{"received_at", &e::received_at, "an instant that may be absent"},
                          part{"day", &e::day, "a day"},
                          part{"count", &e::count, "a number"},
                          part{"open", &e::open, "a truth value"},
                          part{"title", &e::title, "a text"},
                          part{"organisations", &e::organisations, "a list"},
                          part{"charter", &e::charter, "octets"},
                          part{"headline", &e::headline, "a cell"},
                          part{"message", &e::message, "a cell that may be absent"}};
    }
    bool operator==(const sample_row&) const = default;
};

bytes encoded(const sample_row& row) {
    bytes out;
    append_row(out, row);
    return out;
}

TEST(AStoredRow, StaysReadable) {
    const auto row = sampler(full_sample, 1).value<sample_row>();
    EXPECT_EQ(*decode_row<sample_row>(kept("row_v1", encoded(row))), row);
}

RC_GTEST_PROP(AnyRow, ComesBackAndIsRefusedCutShort, ()) {
    const auto row = sampler(*rc::gen::inRange<std::uint64_t>(1, 1ULL << 40), 1).value<sample_row>();
    const bytes stored = encoded(row);
    RC_ASSERT(*decode_row<sample_row>(stored) == row);
    const auto size = *rc::gen::inRange<std::size_t>(0, stored.size());
    RC_ASSERT(decode_row<sample_row>(byte_view(stored).substr(0, size)).error().code == failure_code::corrupt);
}

RC_GTEST_PROP(ARowOfWhichABitFlipped, IsCorruptOrAnotherRow, ()) {
    bytes changed = encoded(sampler(*rc::gen::inRange<std::uint64_t>(1, 1ULL << 40), 1).value<sample_row>());
    const auto place = *rc::gen::inRange<std::size_t>(0, changed.size());
    changed[place] = static_cast<char>(changed[place] ^ (1 << *rc::gen::inRange(0, 8)));
    const auto found = decode_row<sample_row>(changed);
    const bool sound = found ? encoded(*found) == changed : found.error().code == failure_code::corrupt;
    RC_ASSERT(sound);
}

}  // namespace
}  // namespace parcours
