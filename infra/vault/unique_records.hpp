// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "events/ports/unique_index.hpp"
#include "infra/vault/box.hpp"

namespace parcours {

// The forms of the unique index's records in the vault's store. NOTE: all of this is the stored format; numbers are
// little-endian, and each value ends with a proof (records.hpp).

// Under which key a value's record lies: 'u' | blind-index key's name 16 | kind u8 | HMAC-SHA-256 of kind and value 32.
bytes unique_key(const token128& blind_index, const secret_key& secret, unique_kind kind, std::string_view value);
bytes unique_prefix_of(const token128& blind_index);
unique_kind kind_of_unique_key(byte_view key);
token128 blind_index_of_unique_key(byte_view key);

// Whose a value is, and how many commands have reserved it for them. version u8 | held u8 | holder 16 | reservations u32
struct unique_record {
    bool held = false;  // a commit confirmed it
    id128 holder;
    std::uint32_t reservations = 0;
};
bytes encode_unique(byte_view key, const unique_record& record, const secret_key& proof);
expected<unique_record> decode_unique(byte_view key, byte_view value, const secret_key& proof);

// What a command reserved. Once its commit was read back this stays a while, so that a retry of the command, which
// gets the same answer again, does not take back what its holder gave up since.
// 'c' | command 16 | kind u8: version u8 | settled u8 | partition u32 | at i64, reserved or settled | the value's key 50
struct unique_reservation {
    bool settled = false;
    partition_number partition = 0;
    instant at;
    bytes key;
};
bytes unique_command_prefix();
bytes unique_command_prefix_of(const command_id& command);
bytes unique_command_key(const command_id& command, unique_kind kind);
command_id command_of_key(byte_view key);
bytes encode_reservation(byte_view key, const unique_reservation& record, const secret_key& proof);
expected<unique_reservation> decode_reservation(byte_view key, byte_view value, const secret_key& proof);

// What a holder holds, one value of a kind. 'h' | kind u8 | holder 16: version u8 | the value's key 50
bytes unique_holder_prefix();
bytes unique_holder_key(unique_kind kind, const id128& holder);
unique_kind kind_of_holder_key(byte_view key);
id128 holder_of_key(byte_view key);
bytes encode_held(byte_view key, byte_view held, const secret_key& proof);
expected<bytes> decode_held(byte_view key, byte_view value, const secret_key& proof);

}  // namespace parcours
