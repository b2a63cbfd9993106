// SPDX-License-Identifier: Apache-2.0
#include "projections/table_keys.hpp"

#include <algorithm>

namespace parcours {
namespace {

void append_big_endian(bytes& out, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift);
}

bytes keyed(char kind, byte_view rest) {
    bytes key;
    key.reserve(rest.size() + 17);
    key += kind;
    key += rest;
    return key;
}

}  // namespace

bytes position_key(partition_number partition) {
    bytes key = "p";
    append_big_endian(key, partition);
    return key;
}

bytes position_value(const token128& generation, std::int64_t offset) {
    bytes value(view(generation));
    append_u64(value, static_cast<std::uint64_t>(offset));
    return value;
}

expected<read_position> parse_position_value(byte_view stored) {
    read_position found;
    if (stored.size() != found.generation.size() + 8)
        return failed(failure_code::corrupt, "a table's position has an unknown form");
    std::copy_n(reinterpret_cast<const unsigned char*>(stored.data()), found.generation.size(),
                found.generation.begin());
    found.offset = static_cast<std::int64_t>(read_u64(stored.data() + found.generation.size()));
    return found;
}

id128 id_at(byte_view octets) {
    token128 id{};
    std::copy_n(reinterpret_cast<const unsigned char*>(octets.data()), id.size(), id.begin());
    return id128::of(id);
}

bytes row_key(const id128& stream) { return keyed('r', view(stream.octets())); }

bytes entry_row_key(byte_view entry, const id128& stream) {
    bytes key = keyed('e', entry);
    key += view(stream.octets());
    return key;
}

bytes event_entry_key(byte_view entry) { return keyed('h', entry); }

bytes count_key(byte_view count, partition_number partition) {
    bytes key = keyed('c', count);
    append_big_endian(key, partition);
    return key;
}

bytes parked_key(const id128& stream) { return keyed('k', view(stream.octets())); }

std::int64_t counter_value(const std::optional<bytes>& stored) {
    return stored && stored->size() == 8 ? static_cast<std::int64_t>(read_u64(stored->data())) : 0;
}

}  // namespace parcours
