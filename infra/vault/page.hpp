// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "events/bytes.hpp"
#include "events/failure.hpp"
#include "events/id.hpp"
#include "events/time.hpp"
#include "infra/vault/anchor.hpp"
#include "infra/vault/locked_array.hpp"

namespace parcours {

inline constexpr std::size_t bucket_count = 1024;
// While a bucket's survivors are wrapped anew the page holds both of its keys.
inline constexpr std::size_t bucket_keys_max = 2 * bucket_count;
inline constexpr std::size_t page_keys_max = 64;

// The key of one bucket of persons; the greater generation is the one to wrap with.
struct bucket_key {
    std::uint16_t bucket = 0;
    std::uint32_t generation = 0;
    secret_key secret{};
};

// What a key of the page is for. NOTE: the numbers are the stored format.
enum class page_key_use : std::uint8_t {
    blind_index = 1,  // of unique values
    dedupe = 2,       // of what clients sent
    tokens = 3,       // seals cursors and tickets
    proofs = 4,       // proves that a record was written by this vault (records.hpp)
};
struct page_key {
    page_key_use use{};
    token128 name{};
    instant made_at;
    secret_key secret{};
};

// The keys that the anchor seals (privacy.md, L1), in locked memory. Not thread-safe.
class page {
  public:
    token128 vault{};                // which vault it is the page of
    std::uint64_t anchor_place = 0;  // where the anchor lay when it was made (anchor_ground)

    void add(const bucket_key& key);
    void add(const page_key& key);
    // The bucket's key of this generation, or its latest; null where there is none.
    const bucket_key* bucket(std::uint16_t number, std::uint32_t generation) const;
    const bucket_key* latest_bucket(std::uint16_t number) const;
    // The one made last, or the named one; null where there is none.
    const page_key* latest(page_key_use use) const;
    const page_key* named(page_key_use use, const token128& name) const;
    // All of this use, the one made last first.
    std::vector<const page_key*> all(page_key_use use) const;
    void drop(page_key_use use, const token128& name);

    std::size_t bucket_keys() const { return bucket_keys_; }
    const bucket_key& bucket_at(std::size_t at) const { return buckets_[at]; }
    std::size_t page_keys() const { return page_keys_; }
    const page_key& page_key_at(std::size_t at) const { return keys_[at]; }
    bool locked() const { return buckets_.locked() && keys_.locked(); }
    // Copying keys is said, never done in passing.
    page copy() const;

  private:
    locked_array<bucket_key> buckets_{bucket_keys_max};
    locked_array<page_key> keys_{page_keys_max};
    std::size_t bucket_keys_ = 0;
    std::size_t page_keys_ = 0;
};

// Which bucket wraps a person's key: ten bits of BLAKE2b of the id, so that ids made together lie apart.
std::uint16_t bucket_of(const person_id& person);

// A page for a new vault: a key for each bucket and one for each use.
page make_page(instant now, entropy& random);

// NOTE: the stored format.
//  0 magic "PARPAG01" | 8 anchor generation u64 | 16 box: nonce 24, ciphertext, tag 16; bound to all before, under the anchor
// inside: vault 16 | anchor place u64 | bucket keys u32, each: bucket u16, generation u32, secret 32
//         | page keys u32, each: use u8, name 16, made at i64, secret 32
inline constexpr std::size_t page_size_max = 256 * 1024;
bytes seal_page(const page& content, const anchor_secret& under, entropy& random);
expected<page> open_page(byte_view sealed, const anchor_secret& under);

}  // namespace parcours
