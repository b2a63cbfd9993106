// SPDX-License-Identifier: Apache-2.0
#include "infra/journal/journal_format.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace parcours::journal_format {
namespace {

position make_position(partition_number partition, std::int64_t offset) {
    return {partition, offset & std::numeric_limits<std::int64_t>::max()};
}

RC_GTEST_PROP(AKeyOfTheJournal, SortsAsThePositionsDo, (partition_number a, partition_number b)) {
    const position one = make_position(a, *rc::gen::arbitrary<std::int64_t>());
    const position two = make_position(b, *rc::gen::arbitrary<std::int64_t>());
    RC_ASSERT((frame_key(one) < frame_key(two)) == (one < two));
    RC_ASSERT((aside_key(one) < aside_key(two)) == (one < two));
    RC_ASSERT(position_of(frame_key(one)) == one);
    RC_ASSERT(position_of(aside_key(two)) == two);
}

RC_GTEST_PROP(AKeyOfTheJournal, SortsAStreamByItsVersions, (std::uint64_t a, std::uint64_t b, std::uint64_t id)) {
    const stream_id stream{stream_kind::offer, {id, id ^ a}};
    RC_ASSERT((stream_key(stream, a) < stream_key(stream, b)) == (a < b));
    RC_ASSERT(version_of(stream_key(stream, a)) == a);
    RC_ASSERT(stream_key(stream, a).starts_with(stream_prefix(stream)));
    RC_ASSERT(stream_prefix(stream).size() == stream_prefix_octets);
    RC_ASSERT(stream_of(stream_key(stream, b)) == stream);
    RC_ASSERT(stream_prefix(stream).starts_with(route_prefix(stream.route())));
}

// What was damaged is told, and never read past its end.
TEST(AValueOfTheJournal, IsOfItsLengthOrRefused) {
    commit content;
    content.request_digest = {3};
    const std::array<std::pair<bytes, std::function<bool(byte_view)>>, 4> forms{
        {{shape_value({token128{1}, 8}), [](byte_view stored) { return parse_shape(stored).has_value(); }},
         {end_value({}), [](byte_view stored) { return parse_end(stored).has_value(); }},
         {offset_value(5), [](byte_view stored) { return parse_offset(stored).has_value(); }},
         {command_value(5, content), [](byte_view stored) { return parse_command(0, stored).has_value(); }}}};
    for (const auto& [value, reads] : forms) {
        EXPECT_TRUE(reads(value));
        EXPECT_FALSE(reads(value + "x"));
        for (std::size_t size = 0; size < value.size(); ++size) EXPECT_FALSE(reads(byte_view(value).substr(0, size)));
    }
}

TEST(AValueOfTheJournal, OfANewerVersionIsRefused) {
    bytes newer = shape_value({token128{1}, 8});
    newer[0] = 2;
    EXPECT_EQ(parse_shape(newer).error().code, failure_code::invalid);
}

TEST(AnEndOfHistory, ComesBackWhole) {
    const history_end end{{digest{1, 2, 3}, true}, 7, 9, 5, {1'700'000'000'000}};
    const auto back = *parse_end(end_value(end));
    EXPECT_EQ(back.at, end.at);
    EXPECT_EQ(back.offset, end.offset);
    EXPECT_EQ(back.next, end.next);
    EXPECT_EQ(back.height, end.height);
    EXPECT_EQ(back.recorded_at, end.recorded_at);
}

}  // namespace
}  // namespace parcours::journal_format
