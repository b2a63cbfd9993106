// SPDX-License-Identifier: Apache-2.0
#include "infra/vault/box.hpp"

#include <algorithm>

#include <sodium.h>

#include "events/check.hpp"

namespace parcours {
namespace {

static_assert(box_nonce_size == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(box_tag_size == crypto_aead_xchacha20poly1305_ietf_ABYTES);
static_assert(sizeof(secret_key) == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

void start_ciphers() {
    static const bool started = sodium_init() >= 0;
    check(started, "libsodium starts");
}

unsigned char* octets_of(bytes& of, std::size_t at) { return reinterpret_cast<unsigned char*>(of.data()) + at; }
const unsigned char* octets_of(byte_view of, std::size_t at) {
    return reinterpret_cast<const unsigned char*>(of.data()) + at;
}

bool open_into(unsigned char* to, const secret_key& key, byte_view box, byte_view associated) {
    start_ciphers();
    return crypto_aead_xchacha20poly1305_ietf_decrypt(to, nullptr, nullptr, octets_of(box, box_nonce_size),
                                                      box.size() - box_nonce_size, octets_of(associated, 0),
                                                      associated.size(), octets_of(box, 0), key.data()) == 0;
}

tl::unexpected<failure> not_as_sealed() {
    return failed(failure_code::corrupt, "a record of the vault is not what was sealed, or not here");
}

}  // namespace

bytes seal_box(const secret_key& key, byte_view clear, byte_view associated, entropy& random) {
    start_ciphers();
    bytes box(box_nonce_size + clear.size() + box_tag_size, '\0');
    random.fill(octets_of(box, 0), box_nonce_size);
    crypto_aead_xchacha20poly1305_ietf_encrypt(octets_of(box, box_nonce_size), nullptr, octets_of(clear, 0),
                                               clear.size(), octets_of(associated, 0), associated.size(), nullptr,
                                               octets_of(box, 0), key.data());
    return box;
}

expected<bytes> open_box(const secret_key& key, byte_view box, byte_view associated) {
    if (box.size() < box_nonce_size + box_tag_size) return not_as_sealed();
    bytes clear(box.size() - box_nonce_size - box_tag_size, '\0');
    if (!open_into(octets_of(clear, 0), key, box, associated)) return not_as_sealed();
    return clear;
}

expected<secret_key> open_boxed_key(const secret_key& key, byte_view box, byte_view associated) {
    secret_key inside;
    if (box.size() != box_nonce_size + inside.size() + box_tag_size) return not_as_sealed();
    if (!open_into(inside.data(), key, box, associated)) return not_as_sealed();
    return inside;
}

digest keyed_digest_of(const secret_key& key, byte_view octets) {
    start_ciphers();
    static_assert(sizeof(secret_key) == crypto_auth_hmacsha256_KEYBYTES);
    digest out;
    crypto_auth_hmacsha256(out.data(), octets_of(octets, 0), octets.size(), key.data());
    return out;
}

digest plain_digest_of(byte_view octets) {
    start_ciphers();
    digest out;
    crypto_generichash(out.data(), out.size(), octets_of(octets, 0), octets.size(), nullptr, 0);
    return out;
}

bool same_secret(byte_view one, byte_view other) {
    return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

secret_key make_secret(entropy& random) {
    secret_key secret;
    random.fill(secret.data(), secret.size());
    return secret;
}

void wipe(void* from, std::size_t size) { sodium_memzero(from, size); }

}  // namespace parcours
