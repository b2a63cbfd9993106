// SPDX-License-Identifier: Apache-2.0
#include "events/cell.hpp"

#include <algorithm>

#include <sodium.h>

namespace parcours {
namespace {

constexpr char version = 1;
constexpr std::size_t header_size = 37;
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t clear_at = header_size + nonce_size;
constexpr std::size_t step = 64;
static_assert(clear_at == 61 && tag_size == 16, "the layout in the header file");

// Chooses the fastest code for this processor; the ciphers work without it.
void choose_ciphers() {
    static const bool chosen = sodium_init() >= 0;
    check(chosen, "libsodium starts");
}

unsigned char* octets_of(bytes& of, std::size_t at) { return reinterpret_cast<unsigned char*>(of.data()) + at; }
const unsigned char* octets_of(byte_view of, std::size_t at) {
    return reinterpret_cast<const unsigned char*>(of.data()) + at;
}

// What the cell is bound to: all that stands before its ciphertext, then its context; the name comes last, so no
// two contexts read alike.
bytes bound_to(byte_view before_ciphertext, const cell_context& context) {
    bytes all;
    all.reserve(before_ciphertext.size() + 19 + context.event_name.size());
    all += before_ciphertext;
    all += view(context.person.value.octets());
    all += static_cast<char>(context.category);
    append_u16(all, context.event_version);
    all += context.event_name;
    return all;
}

template <std::size_t Size>
void take(std::array<unsigned char, Size>& to, byte_view cell, std::size_t at) {
    std::copy_n(cell.begin() + static_cast<std::ptrdiff_t>(at), Size, to.begin());
}

}  // namespace

bytes seal_cell(const sealing_key& key, const cell_context& context, const event_id& event, std::uint32_t field,
                byte_view clear, entropy& random) {
    choose_ciphers();
    const std::size_t padded = (clear.size() / step + 1) * step;
    bytes cell;
    cell.reserve(clear_at + padded + tag_size);
    cell += version;
    cell += view(key.id);
    cell += view(event);
    append_u32(cell, field);
    cell.resize(clear_at);
    random.fill(octets_of(cell, header_size), nonce_size);
    const bytes associated = bound_to(cell, context);
    cell += clear;
    cell.resize(clear_at + padded + tag_size);
    // ISO/IEC 7816-4, which says where the clear text ends.
    std::size_t padded_to = 0;
    const int unpaddable = sodium_pad(&padded_to, octets_of(cell, clear_at), clear.size(), step, padded);
    check(unpaddable == 0 && padded_to == padded, "a cell is padded to the next step");
    crypto_aead_xchacha20poly1305_ietf_encrypt(octets_of(cell, clear_at), nullptr, octets_of(cell, clear_at), padded,
                                               octets_of(associated, 0), associated.size(), nullptr,
                                               octets_of(cell, header_size), key.secret.data());
    return cell;
}

std::optional<cell_header> read_cell_header(byte_view cell) {
    if (cell.size() < clear_at + step + tag_size || (cell.size() - clear_at - tag_size) % step != 0)
        return std::nullopt;
    if (cell.front() != version) return std::nullopt;
    cell_header header;
    take(header.key, cell, 1);
    take(header.event, cell, 17);
    header.field = read_u32(cell.data() + 33);
    return header;
}

expected<bytes> open_cell(const std::array<unsigned char, 32>& secret, const cell_context& context, byte_view cell) {
    choose_ciphers();
    if (!read_cell_header(cell)) return failed(failure_code::corrupt, "a cell of an unknown form");
    const bytes associated = bound_to(cell.substr(0, clear_at), context);
    bytes clear(cell.size() - clear_at - tag_size, '\0');
    const int forged = crypto_aead_xchacha20poly1305_ietf_decrypt(
        octets_of(clear, 0), nullptr, nullptr, octets_of(cell, clear_at), cell.size() - clear_at,
        octets_of(associated, 0), associated.size(), octets_of(cell, header_size), secret.data());
    if (forged != 0) return failed(failure_code::corrupt, "a cell that is not what was sealed, or not here");
    std::size_t size = 0;
    if (sodium_unpad(&size, octets_of(clear, 0), clear.size(), step) != 0)
        return failed(failure_code::corrupt, "a cell whose padding has no end");
    clear.resize(size);
    return clear;
}

}  // namespace parcours
