// SPDX-License-Identifier: Apache-2.0
#include "infra/journal/journal_format.hpp"

#include <algorithm>

namespace parcours::journal_format {
namespace {

constexpr std::size_t id_octets = 16;
constexpr std::size_t position_octets = 12;
constexpr std::size_t end_octets = 32 + 1 + 4 * 8;
constexpr std::size_t command_octets = 8 + 8 + 32 + 16;
constexpr std::size_t shape_octets = 2 + 16 + 4;

template <class Number>
void append_sorted(bytes& out, Number value) {
    for (int shift = static_cast<int>(sizeof value) * 8 - 8; shift >= 0; shift -= 8)
        out += static_cast<char>(value >> shift);
}

template <class Number>
Number read_sorted(const char* at) {
    Number value = 0;
    for (std::size_t each = 0; each < sizeof value; ++each)
        value = static_cast<Number>(value << 8 | static_cast<unsigned char>(at[each]));
    return value;
}

void append_time(bytes& out, std::int64_t value) { append_u64(out, static_cast<std::uint64_t>(value)); }
std::int64_t read_time(const char* at) { return static_cast<std::int64_t>(read_u64(at)); }

template <std::size_t Size>
void read_octets(std::array<unsigned char, Size>& out, const char* at) {
    std::copy_n(reinterpret_cast<const unsigned char*>(at), Size, out.begin());
}

void append_position(bytes& out, const position& at) {
    append_sorted(out, at.partition);
    append_sorted(out, static_cast<std::uint64_t>(at.offset));
}

}  // namespace

bytes shape_value(const log_shape& shape) {
    bytes value;
    append_u16(value, version);
    value += view(shape.generation);
    append_u32(value, shape.partitions);
    return value;
}

expected<log_shape> parse_shape(byte_view stored) {
    if (stored.size() < 2 || read_u16(stored.data()) != version)
        return failed(failure_code::invalid, "a journal of an unknown version: a newer program wrote it");
    log_shape shape;
    if (stored.size() != shape_octets)
        return failed(failure_code::corrupt, "the journal's description has not its length");
    read_octets(shape.generation, stored.data() + 2);
    shape.partitions = read_u32(stored.data() + 2 + id_octets);
    if (shape.partitions == 0) return failed(failure_code::corrupt, "a journal of no partition");
    return shape;
}

bytes end_key(partition_number partition) {
    bytes key = "e";
    append_sorted(key, partition);
    return key;
}

bytes end_value(const history_end& end) {
    bytes value(view(end.at.hash));
    value += end.at.closed ? '\1' : '\0';
    append_time(value, end.offset);
    append_time(value, end.next);
    append_u64(value, end.height);
    append_time(value, end.recorded_at.ms);
    return value;
}

expected<history_end> parse_end(byte_view stored) {
    if (stored.size() != end_octets) return failed(failure_code::corrupt, "an end of history has not its length");
    history_end end;
    read_octets(end.at.hash, stored.data());
    end.at.closed = stored[32] != '\0';
    end.offset = read_time(stored.data() + 33);
    end.next = read_time(stored.data() + 41);
    end.height = read_u64(stored.data() + 49);
    end.recorded_at = {read_time(stored.data() + 57)};
    return end;
}

bytes route_prefix(route_number route) {
    bytes key = "s";
    append_sorted(key, route);
    return key;
}

bytes stream_prefix(const stream_id& stream) {
    bytes key = route_prefix(stream.route());
    key.reserve(stream_prefix_octets + 8);
    key += static_cast<char>(stream.kind);
    key += view(stream.id.octets());
    return key;
}

bytes stream_key(const stream_id& stream, std::uint64_t last_version) {
    bytes key = stream_prefix(stream);
    append_sorted(key, last_version);
    return key;
}

std::uint64_t version_of(byte_view stream_key) {
    return read_sorted<std::uint64_t>(stream_key.data() + stream_prefix_octets);
}

stream_id stream_of(byte_view stream_key) {
    token128 octets;
    read_octets(octets, stream_key.data() + 4);
    return {static_cast<stream_kind>(stream_key[3]), id128::of(octets)};
}

bytes offset_value(std::int64_t offset) {
    bytes value;
    append_time(value, offset);
    return value;
}

expected<std::int64_t> parse_offset(byte_view stored) {
    if (stored.size() != 8) return failed(failure_code::corrupt, "an offset in the journal has not its length");
    return read_time(stored.data());
}

bytes frame_key(const position& at) {
    bytes key;
    append_position(key, at);
    return key;
}

bytes aside_key(const position& at) {
    bytes key = "x";
    append_position(key, at);
    return key;
}

position position_of(byte_view key) {
    key.remove_prefix(key.size() - position_octets);
    return {read_sorted<partition_number>(key.data()),
            static_cast<std::int64_t>(read_sorted<std::uint64_t>(key.data() + 4))};
}

bytes command_key(partition_number partition, const command_id& command) {
    bytes key;
    append_sorted(key, partition);
    key += view(command);
    return key;
}

bytes command_value(std::int64_t offset, const commit& content) {
    bytes value;
    value.reserve(command_octets);
    append_time(value, offset);
    append_time(value, content.recorded_at.ms);
    value += view(content.request_digest);
    value += view(content.dedupe_key);
    return value;
}

expected<command_outcome> parse_command(partition_number partition, byte_view stored) {
    if (stored.size() != command_octets) return failed(failure_code::corrupt, "a command's outcome has not its length");
    command_outcome outcome;
    outcome.at = {partition, read_time(stored.data())};
    outcome.recorded_at = {read_time(stored.data() + 8)};
    read_octets(outcome.request_digest, stored.data() + 16);
    read_octets(outcome.dedupe_key, stored.data() + 48);
    return outcome;
}

std::optional<aged_command> age_of(byte_view command_key, byte_view stored) {
    if (command_key.size() != 4 + id_octets || stored.size() != command_octets) return std::nullopt;
    return aged_command{read_sorted<partition_number>(command_key.data()), {read_time(stored.data() + 8)}};
}

}  // namespace parcours::journal_format
