// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/ports/journal.hpp"

// NOTE: the stored format of the journal, version 1; pinned by a golden file. Numbers in keys are big-endian, so that
// they sort; in values little-endian.
//
// family "default", told apart by the first octet of the key
//   g                                                     → format version (u16), generation (16), partitions (u32)
//   e  partition (u32)                                    → history end: hash (32), closed (u8), offset (i64),
//                                                           next (i64), height (u64), recorded-at (i64, ms)
//   s  route (u16), stream kind (u8), id (16), last version (u64)
//                                                         → offset (i64) of the commit that ends with this version
//   x  partition (u32), offset (u64)                      → a record that is no part of history (embedded log alone)
// family "frames"
//   partition (u32), offset (u64)                         → an accepted frame
// family "commands"
//   partition (u32), command id (16)                      → offset (i64), recorded-at (i64, ms), request digest (32),
//                                                           dedupe key (16)
namespace parcours::journal_format {

inline constexpr std::uint16_t version = 1;
inline constexpr std::size_t stream_prefix_octets = 20;  // of an `s` key: all but the version

inline constexpr std::size_t frame_prefix_octets = 4;  // of a key of a frame: its partition

inline constexpr byte_view shape_key = "g";
bytes shape_value(const log_shape& shape);
expected<log_shape> parse_shape(byte_view stored);

bytes end_key(partition_number partition);
bytes end_value(const history_end& end);
expected<history_end> parse_end(byte_view stored);

bytes stream_prefix(const stream_id& stream);
bytes stream_key(const stream_id& stream, std::uint64_t last_version);
// Of all streams of a route, in order of kind and id.
bytes route_prefix(route_number route);
// REQUIRES: a key of this form, as are all below such a prefix.
std::uint64_t version_of(byte_view stream_key);
stream_id stream_of(byte_view stream_key);

bytes offset_value(std::int64_t offset);
expected<std::int64_t> parse_offset(byte_view stored);

bytes frame_key(const position& at);
bytes aside_key(const position& at);
// Of a key of either form.
position position_of(byte_view key);

bytes command_key(partition_number partition, const command_id& command);
bytes command_value(std::int64_t offset, const commit& content);
expected<command_outcome> parse_command(partition_number partition, byte_view stored);
// For compaction, which sees only keys and values: the partition, and when it was recorded; nothing where the form is unknown.
struct aged_command {
    partition_number partition = 0;
    instant recorded_at;
};
std::optional<aged_command> age_of(byte_view command_key, byte_view stored);

}  // namespace parcours::journal_format
