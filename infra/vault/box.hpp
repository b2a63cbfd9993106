// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "events/bytes.hpp"
#include "events/failure.hpp"
#include "events/ports/entropy.hpp"

namespace parcours {

using secret_key = std::array<unsigned char, 32>;

// The octets that a box adds to what it holds: a nonce before and a tag behind.
inline constexpr std::size_t box_nonce_size = 24;
inline constexpr std::size_t box_tag_size = 16;

// XChaCha20-Poly1305 with a random nonce: nonce 24 | ciphertext | tag 16, bound to `associated`. Threads: any.
bytes seal_box(const secret_key& key, byte_view clear, byte_view associated, entropy& random);
// `corrupt` where it is not what was sealed, or not under this key, or not here.
expected<bytes> open_box(const secret_key& key, byte_view box, byte_view associated);
// The same for a key in a box, which never lies anywhere else in between.
expected<secret_key> open_boxed_key(const secret_key& key, byte_view box, byte_view associated);

// HMAC-SHA-256 (RFC 2104).
digest keyed_digest_of(const secret_key& key, byte_view octets);
// BLAKE2b, 256 bits, without a key (RFC 7693).
digest plain_digest_of(byte_view octets);
// In a time that tells nothing about where they differ.
bool same_secret(byte_view one, byte_view other);

secret_key make_secret(entropy& random);
// Leaves nothing behind, whatever the optimiser thinks.
void wipe(void* from, std::size_t size);
inline void wipe(secret_key& secret) { wipe(secret.data(), secret.size()); }

// A secret on its way through a function: wiped where it was.
class held_secret {
  public:
    held_secret() = default;
    held_secret(const secret_key& secret) : octets_(secret) {}
    held_secret(const held_secret&) = default;
    held_secret& operator=(const held_secret&) = default;
    ~held_secret() { wipe(octets_); }

    const secret_key& operator*() const { return octets_; }
    secret_key& operator*() { return octets_; }

  private:
    secret_key octets_{};
};

}  // namespace parcours
