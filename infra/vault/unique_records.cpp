// SPDX-License-Identifier: Apache-2.0
#include "infra/vault/unique_records.hpp"

#include <algorithm>

#include "infra/vault/records.hpp"

namespace parcours {
namespace {

constexpr char version = 1;
constexpr std::size_t unique_key_size = 1 + 16 + 1 + 32;
constexpr std::size_t unique_size = 1 + 1 + 16 + 4;
constexpr std::size_t reservation_size = 1 + 1 + 4 + 8 + unique_key_size;
constexpr std::size_t held_size = 1 + unique_key_size;

bytes begin_key(record_space space) { return bytes(1, static_cast<char>(space)); }

token128 octets_at(byte_view from, std::size_t at) {
    token128 octets;
    std::copy_n(from.begin() + static_cast<std::ptrdiff_t>(at), octets.size(), octets.begin());
    return octets;
}

// The value without its proof, where it has this size and its proof holds.
expected<byte_view> whole(byte_view key, byte_view value, std::size_t size, const secret_key& proof) {
    if (value.size() != size + proof_size || value[0] != version)
        return failed(failure_code::corrupt, "a record of the unique index has an unknown form");
    if (const auto before = before_proof(key, value, proof)) return *before;
    return failed(failure_code::corrupt, "a record of the unique index that this vault did not write");
}

}  // namespace

bytes unique_key(const token128& blind_index, const secret_key& secret, unique_kind kind, std::string_view value) {
    bytes said(1, static_cast<char>(kind));
    said += value;
    bytes key = unique_prefix_of(blind_index);
    key += static_cast<char>(kind);
    key += view(keyed_digest_of(secret, said));
    wipe(said.data(), said.size());
    return key;
}

bytes unique_prefix_of(const token128& blind_index) {
    return begin_key(record_space::unique).append(view(blind_index));
}

unique_kind kind_of_unique_key(byte_view key) { return static_cast<unique_kind>(key[17]); }
token128 blind_index_of_unique_key(byte_view key) { return octets_at(key, 1); }

bytes encode_unique(byte_view key, const unique_record& record, const secret_key& proof) {
    bytes value(1, version);
    value += static_cast<char>(record.held ? 1 : 0);
    value += view(record.holder.octets());
    append_u32(value, record.reservations);
    return with_proof(key, std::move(value), proof);
}

expected<unique_record> decode_unique(byte_view key, byte_view value, const secret_key& proof) {
    const auto from = whole(key, value, unique_size, proof);
    if (!from) return tl::unexpected(from.error());
    return unique_record{(*from)[1] != 0, id128::of(octets_at(*from, 2)), read_u32(from->data() + 18)};
}

bytes unique_command_prefix() { return begin_key(record_space::unique_command); }
bytes unique_command_prefix_of(const command_id& command) { return unique_command_prefix().append(view(command)); }
bytes unique_command_key(const command_id& command, unique_kind kind) {
    return unique_command_prefix_of(command) += static_cast<char>(kind);
}
command_id command_of_key(byte_view key) { return octets_at(key, 1); }

bytes encode_reservation(byte_view key, const unique_reservation& record, const secret_key& proof) {
    bytes value(1, version);
    value += static_cast<char>(record.settled ? 1 : 0);
    append_u32(value, record.partition);
    append_u64(value, static_cast<std::uint64_t>(record.at.ms));
    value += record.key;
    return with_proof(key, std::move(value), proof);
}

expected<unique_reservation> decode_reservation(byte_view key, byte_view value, const secret_key& proof) {
    const auto from = whole(key, value, reservation_size, proof);
    if (!from) return tl::unexpected(from.error());
    return unique_reservation{(*from)[1] != 0,
                              read_u32(from->data() + 2),
                              {static_cast<std::int64_t>(read_u64(from->data() + 6))},
                              bytes(from->substr(14))};
}

bytes unique_holder_prefix() { return begin_key(record_space::unique_holder); }
bytes unique_holder_key(unique_kind kind, const id128& holder) {
    bytes key = unique_holder_prefix();
    key += static_cast<char>(kind);
    key += view(holder.octets());
    return key;
}

unique_kind kind_of_holder_key(byte_view key) { return static_cast<unique_kind>(key[1]); }
id128 holder_of_key(byte_view key) { return id128::of(octets_at(key, 2)); }

bytes encode_held(byte_view key, byte_view held, const secret_key& proof) {
    bytes value(1, version);
    value += held;
    return with_proof(key, std::move(value), proof);
}

expected<bytes> decode_held(byte_view key, byte_view value, const secret_key& proof) {
    const auto from = whole(key, value, held_size, proof);
    if (!from) return tl::unexpected(from.error());
    return bytes(from->substr(1));
}

}  // namespace parcours
