// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "query_api/access_log.hpp"

namespace parcours {

// One record as octets, and back. NOTE: the stored format, numbers little-endian:
//   length u32 of what follows the check | check u64, the first octets of its SHA-256 | version u8 | at i64 | who 16 |
//   trace 16 | role: length u8, text | purpose: length u8, text | whom: count u16, 16 each | groups: count u8, u8 each
inline constexpr std::size_t access_head_octets = 4 + 8;
inline constexpr std::size_t access_whom_max = 10'000;  // more than a page of any list shows
inline constexpr std::size_t access_record_octets_max = 256 * 1024;

// `invalid`: it names more persons than a record holds, or a role or purpose of more than 255 octets.
expected<bytes> encode_access(const access_entry& entry);
// Nothing where the octets are no whole record.
std::optional<access_entry> decode_access(byte_view record);
// Octets of the record that begins here, by its own word; nothing where that cannot be.
std::optional<std::size_t> access_record_octets(byte_view head);

}  // namespace parcours
