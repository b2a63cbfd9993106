// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "events/category.hpp"
#include "events/ports/keys.hpp"
#include "infra/vault/box.hpp"

namespace parcours {

// The forms of the vault's records. NOTE: all of this is the stored format; numbers are little-endian but for the
// bucket in a key, so that the persons of a bucket lie together. A *proof* is the first 16 octets of an HMAC-SHA-256
// of the record's key and all before it, under the page's key for that: so what is told of a record whose box no key
// opens any more (it is erased, it is somebody else's) is what this vault wrote, and damage never reads as erasure.
inline constexpr std::size_t proof_size = 16;
bytes with_proof(byte_view key, bytes value, const secret_key& proof);
// The value before its proof; nothing where this vault did not write it under this key.
std::optional<byte_view> before_proof(byte_view key, byte_view value, const secret_key& proof);

// The first octet of a record's key says what it is.
enum class record_space : char {
    about = 'a',   // the vault itself
    person = 'p',  // bucket u16 big-endian, person 16
    key = 'k',     // key id 16
    fence = 'f',   // person 16, category u8, scope 16, key id 16
    unique = 'u',  // unique_index_store.hpp, and the two below
    unique_command = 'c',
    unique_holder = 'h',
    sealed = 's',    // infra/credentials/sealed_records.hpp
    followed = 'l',  // partition u32 big-endian: infra/vault/followed_notes.hpp
};

// Eight random octets which begin the ids of all keys of a person, so that they are found together without an index.
using ring_name = std::array<unsigned char, 8>;
// The ninth octet's two highest bits say what a key does. NOTE: the numbers are the stored format.
enum class key_work : unsigned char {
    seals = 0x00,        // cells of a category
    wraps = 0x40,        // other keys: the person's own, `documents`; never given out
    seals_alone = 0x80,  // one text or document
};
key_id make_key_id(const ring_name& ring, key_work work, entropy& random);
key_work work_of(const key_id& id);

// A person's key, wrapped by the key of its bucket; or what is left of an erased person.
struct person_record {
    ring_name ring{};
    key_id person_key{};
    std::uint32_t bucket_generation = 0;
    bool fenced = false;  // some of it is erased: there are fences
    bool erased = false;  // all of it: there is no key
};
bytes person_key_of(std::uint16_t bucket, const person_id& person);
// version u8 | flags u8 (1 fenced, 2 erased) | ring 8 | person key id 16 | bucket generation u32 | box, unless erased
// | proof 16
bytes encode_person(const person_record& record, const person_id& person, const secret_key& secret,
                    const secret_key& bucket, const secret_key& proof, entropy& random);
bytes encode_erased_person(const person_record& record, const person_id& person, const secret_key& proof);
// `corrupt` where this vault did not write it; the box is opened by `open_person_key`.
expected<person_record> decode_person(const person_id& person, byte_view value, const secret_key& proof);
expected<secret_key> open_person_key(byte_view value, const person_id& person, const secret_key& bucket);

// What a key of a ring is for. NOTE: the numbers are the stored format.
enum class ring_use : std::uint8_t {
    category = 1,   // seals cells of a category, within a scope
    documents = 2,  // wraps the keys of single texts and documents
    own = 3,        // seals one of those
};
struct key_record {
    ring_use use = ring_use::category;
    person_id person;
    category_name category{};  // zero of a `documents` key
    id128 scope;
    key_id wrapped_by{};
};
bytes key_key_of(const key_id& id);
// version u8 | use u8 | person 16 | category u8 | scope 16 | wrapped by 16 | box | proof 16
bytes encode_key(const key_record& record, const key_id& id, const secret_key& secret, const secret_key& wrapping,
                 const secret_key& proof, entropy& random);
// `corrupt` where this vault did not write it.
expected<key_record> decode_key(const key_id& id, byte_view value, const secret_key& proof);
expected<secret_key> open_key(byte_view value, const key_id& id, const secret_key& wrapping);

// What is erased: of a person all (category zero), a category (scope zero), a scope, or one own key.
struct fence {
    person_id person;
    category_name category{};
    id128 scope;
    key_id own_key{};
    auto operator<=>(const fence&) const = default;
};
bytes fence_prefix_of(const person_id& person);
bytes fence_key_of(const fence& what);
// version u8 | put up at i64 | proof 16
bytes encode_fence(const fence& what, instant at, const secret_key& proof);
// `corrupt` where this vault did not put it up.
expected<fence> decode_fence(byte_view key, byte_view value, const secret_key& proof);
// Whether a key of this purpose stands behind the fence.
bool closes(const fence& what, const key_record& record, const key_id& id);

// version u8 | vault 16 | term u64 | proof 16
struct about_vault {
    token128 vault{};
    std::uint64_t term = 0;
};
bytes about_key();
bytes encode_about(const about_vault& content, const secret_key& proof);
std::optional<about_vault> decode_about(byte_view value, const secret_key& proof);
// Of which log it seals the history: its generation.
bytes log_key();
bytes encode_log(const token128& generation, const secret_key& proof);
std::optional<token128> decode_log(byte_view value, const secret_key& proof);

}  // namespace parcours
