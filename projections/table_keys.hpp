// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "events/commit/commit.hpp"
#include "events/failure.hpp"
#include "projections/tables.hpp"

// NOTE: the first octet of each key of a projection's table; it is the stored format.
//   p  partition (u32, big-endian)               → generation (16), offset (i64): read up to and including
//   r  stream id (16)                            → stream version (u64), the row
//   e  entry key, stream id (16)                 → the entry's value
//   h  entry key of a single event               → its value
//   c  count key, partition (u32, big-endian)    → i64
//   k  stream id (16)                            → a parked key: position, reason
namespace parcours {

bytes position_key(partition_number partition);
bytes position_value(const token128& generation, std::int64_t offset);
struct read_position {
    token128 generation{};
    std::int64_t offset = -1;
};
expected<read_position> parse_position_value(byte_view stored);

// The id that `octets` begins with. REQUIRES: 16 of them.
id128 id_at(byte_view octets);

bytes row_key(const id128& stream);
bytes entry_row_key(byte_view entry, const id128& stream);
bytes event_entry_key(byte_view entry);
bytes count_key(byte_view count, partition_number partition);
bytes parked_key(const id128& stream);

}  // namespace parcours
