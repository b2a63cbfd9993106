// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "events/commit/digest.hpp"
#include "query_api/access_log.hpp"

namespace parcours {

// One record as octets, and back. NOTE: the stored format, numbers little-endian:
//   length u32 of the content | check u64, the first octets of the content's SHA-256 | content:
//   version u8 | previous 32 (from version 2 on) | at i64 | who 16 | trace 16 | role: length u8, text |
//   purpose: length u8, text | whom: count u16, 16 each | groups: count u8, u8 each
// `previous` is the SHA-256 of the content of the record before it in its file or, of a file's first, of the last record
// of an earlier day's at that time; zeros where there was none.
inline constexpr std::size_t access_head_octets = 4 + 8;
inline constexpr std::size_t access_link_octets = access_head_octets + 1 + 32;  // of a record, beside its entry
inline constexpr std::size_t access_whom_max = 10'000;                          // more than a page of any list shows
inline constexpr std::size_t access_record_octets_max = 256 * 1024;

// The entry alone, without what makes a record of it. `invalid`: it names more persons than a record holds, or a role or
// purpose of more than 255 octets.
expected<bytes> encode_access(const access_entry& entry);
// A whole record, and its hash: what the next one names as `previous`.
struct access_record {
    bytes octets;
    digest hash{};
};
access_record link_access(byte_view encoded, const digest& previous);

struct stored_access {
    access_entry entry;
    std::optional<digest> previous;  // none of version 1
    digest hash{};
};
// Nothing where the octets are no whole record.
std::optional<stored_access> decode_access(byte_view record);
// Octets of the record that begins here, by its own word; nothing where that cannot be.
std::optional<std::size_t> access_record_octets(byte_view head);

}  // namespace parcours
