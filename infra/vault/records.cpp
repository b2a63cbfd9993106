// SPDX-License-Identifier: Apache-2.0
#include "infra/vault/records.hpp"

#include <algorithm>

#include "infra/vault/page.hpp"

namespace parcours {
namespace {

constexpr char version = 1;
constexpr std::size_t boxed_key_size = box_nonce_size + sizeof(secret_key) + box_tag_size;
constexpr std::size_t person_head_size = 1 + 1 + 8 + 16 + 4;
constexpr std::size_t key_head_size = 1 + 1 + 16 + 1 + 16 + 16;
constexpr std::size_t key_size = key_head_size + boxed_key_size + proof_size;
constexpr std::size_t fence_key_size = 1 + 16 + 1 + 16 + 16;
constexpr std::size_t fence_head_size = 1 + 8;
constexpr std::size_t about_size = 1 + 16 + 8;
constexpr std::size_t log_size = 1 + 16;
constexpr char fenced_flag = 1;
constexpr char erased_flag = 2;

bytes begin_key(record_space space) { return bytes(1, static_cast<char>(space)); }

template <std::size_t Size>
std::array<unsigned char, Size> octets_at(byte_view from, std::size_t at) {
    std::array<unsigned char, Size> octets;
    std::copy_n(from.begin() + static_cast<std::ptrdiff_t>(at), Size, octets.begin());
    return octets;
}

bytes person_head(const person_record& record) {
    bytes head(1, version);
    head += static_cast<char>((record.fenced ? fenced_flag : 0) | (record.erased ? erased_flag : 0));
    head += view(record.ring);
    head += view(record.person_key);
    append_u32(head, record.bucket_generation);
    return head;
}

// A record's box is bound to the key that it lies under and to all that stands before it.
bytes bound_to(byte_view key, byte_view head) {
    bytes all(key);
    all += head;
    return all;
}

tl::unexpected<failure> unknown_form() {
    return failed(failure_code::corrupt, "a record of the vault has an unknown form");
}

}  // namespace

bytes with_proof(byte_view key, bytes value, const secret_key& proof) {
    const digest made = keyed_digest_of(proof, bound_to(key, value));
    value += view(made).substr(0, proof_size);
    return value;
}

std::optional<byte_view> before_proof(byte_view key, byte_view value, const secret_key& proof) {
    if (value.size() < proof_size) return std::nullopt;
    const byte_view before = value.substr(0, value.size() - proof_size);
    const digest made = keyed_digest_of(proof, bound_to(key, before));
    if (!same_secret(view(made).substr(0, proof_size), value.substr(before.size()))) return std::nullopt;
    return before;
}

key_id make_key_id(const ring_name& ring, key_work work, entropy& random) {
    key_id id = random.token();
    std::copy(ring.begin(), ring.end(), id.begin());
    id[8] = static_cast<unsigned char>((id[8] & 0x3f) | static_cast<unsigned char>(work));
    return id;
}

key_work work_of(const key_id& id) { return static_cast<key_work>(id[8] & 0xc0); }

bytes person_key_of(std::uint16_t bucket, const person_id& person) {
    bytes key = begin_key(record_space::person);
    key += static_cast<char>(bucket >> 8);
    key += static_cast<char>(bucket & 0xff);
    key += view(person.value.octets());
    return key;
}

bytes encode_person(const person_record& record, const person_id& person, const secret_key& secret,
                    const secret_key& bucket, const secret_key& proof, entropy& random) {
    const bytes key = person_key_of(bucket_of(person), person);
    bytes value = person_head(record);
    value += seal_box(bucket, view(secret), bound_to(key, value), random);
    return with_proof(key, std::move(value), proof);
}

bytes encode_erased_person(const person_record& record, const person_id& person, const secret_key& proof) {
    return with_proof(person_key_of(bucket_of(person), person), person_head(record), proof);
}

expected<person_record> decode_person(const person_id& person, byte_view value, const secret_key& proof) {
    if (value.size() < person_head_size || value[0] != version || (value[1] & ~(fenced_flag | erased_flag)) != 0)
        return unknown_form();
    if (!before_proof(person_key_of(bucket_of(person), person), value, proof))
        return failed(failure_code::corrupt, "a person's record that this vault did not write");
    person_record record{octets_at<8>(value, 2), octets_at<16>(value, 10), read_u32(value.data() + 26),
                         (value[1] & fenced_flag) != 0, (value[1] & erased_flag) != 0};
    if (value.size() != person_head_size + (record.erased ? 0 : boxed_key_size) + proof_size) return unknown_form();
    return record;
}

expected<secret_key> open_person_key(byte_view value, const person_id& person, const secret_key& bucket) {
    if (value.size() != person_head_size + boxed_key_size + proof_size) return unknown_form();
    return open_boxed_key(bucket, value.substr(person_head_size, boxed_key_size),
                          bound_to(person_key_of(bucket_of(person), person), value.substr(0, person_head_size)));
}

bytes key_key_of(const key_id& id) { return begin_key(record_space::key).append(view(id)); }

bytes encode_key(const key_record& record, const key_id& id, const secret_key& secret, const secret_key& wrapping,
                 const secret_key& proof, entropy& random) {
    bytes value(1, version);
    value += static_cast<char>(record.use);
    value += view(record.person.value.octets());
    value += static_cast<char>(record.category);
    value += view(record.scope.octets());
    value += view(record.wrapped_by);
    value += seal_box(wrapping, view(secret), bound_to(view(id), value), random);
    return with_proof(key_key_of(id), std::move(value), proof);
}

expected<key_record> decode_key(const key_id& id, byte_view value, const secret_key& proof) {
    if (value.size() != key_size || value[0] != version) return unknown_form();
    if (!before_proof(key_key_of(id), value, proof))
        return failed(failure_code::corrupt, "a key's record that this vault did not write");
    const auto use = static_cast<ring_use>(value[1]);
    if (use < ring_use::category || use > ring_use::own) return unknown_form();
    return key_record{use, person_id{id128::of(octets_at<16>(value, 2))}, static_cast<category_name>(value[18]),
                      id128::of(octets_at<16>(value, 19)), octets_at<16>(value, 35)};
}

expected<secret_key> open_key(byte_view value, const key_id& id, const secret_key& wrapping) {
    if (value.size() != key_size) return unknown_form();
    return open_boxed_key(wrapping, value.substr(key_head_size, boxed_key_size),
                          bound_to(view(id), value.substr(0, key_head_size)));
}

bytes fence_prefix_of(const person_id& person) {
    return begin_key(record_space::fence).append(view(person.value.octets()));
}

bytes fence_key_of(const fence& what) {
    bytes key = fence_prefix_of(what.person);
    key += static_cast<char>(what.category);
    key += view(what.scope.octets());
    key += view(what.own_key);
    return key;
}

bytes encode_fence(const fence& what, instant at, const secret_key& proof) {
    bytes value(1, version);
    append_u64(value, static_cast<std::uint64_t>(at.ms));
    return with_proof(fence_key_of(what), std::move(value), proof);
}

expected<fence> decode_fence(byte_view key, byte_view value, const secret_key& proof) {
    if (key.size() != fence_key_size || value.size() != fence_head_size + proof_size || value[0] != version)
        return unknown_form();
    if (!before_proof(key, value, proof))
        return failed(failure_code::corrupt, "a fence that this vault did not put up");
    return fence{person_id{id128::of(octets_at<16>(key, 1))}, static_cast<category_name>(key[17]),
                 id128::of(octets_at<16>(key, 18)), octets_at<16>(key, 34)};
}

bool closes(const fence& what, const key_record& record, const key_id& id) {
    if (what.person != record.person) return false;
    if (what.own_key != key_id{}) return what.own_key == id;
    if (what.category == category_name{}) return true;
    if (what.category != record.category) return false;
    return what.scope.empty() || what.scope == record.scope;
}

bytes about_key() { return begin_key(record_space::about); }

bytes encode_about(const about_vault& content, const secret_key& proof) {
    bytes value(1, version);
    value += view(content.vault);
    append_u64(value, content.term);
    return with_proof(about_key(), std::move(value), proof);
}

std::optional<about_vault> decode_about(byte_view value, const secret_key& proof) {
    if (value.size() != about_size + proof_size || value[0] != version) return std::nullopt;
    if (!before_proof(about_key(), value, proof)) return std::nullopt;
    return about_vault{octets_at<16>(value, 1), read_u64(value.data() + 17)};
}

bytes log_key() { return begin_key(record_space::about) + 'l'; }

bytes encode_log(const token128& generation, const secret_key& proof) {
    bytes value(1, version);
    value += view(generation);
    return with_proof(log_key(), std::move(value), proof);
}

std::optional<token128> decode_log(byte_view value, const secret_key& proof) {
    if (value.size() != log_size + proof_size || value[0] != version) return std::nullopt;
    if (!before_proof(log_key(), value, proof)) return std::nullopt;
    return octets_at<16>(value, 1);
}

}  // namespace parcours
