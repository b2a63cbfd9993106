// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "events/commit/commit.hpp"
#include "events/declaration.hpp"
#include "events/ports/entropy.hpp"
#include "events/ports/keys.hpp"

namespace parcours {

// What a cell is bound to beside its own octets: it can be copied, and nowhere pretend to be another (privacy.md, "Cell").
struct cell_context {
    person_id person;
    category_name category = category_name::profile;
    std::string_view event_name;  // name and version as stored, before any upcasting
    std::uint16_t event_version = 1;
};

// The tag of a field in its cell: stable as long as the field keeps its name.
constexpr std::uint32_t field_tag(std::string_view field_name) {
    std::uint32_t hash = 2166136261U;  // FNV-1a
    for (const char letter : field_name) hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619U;
    return hash;
}

// The part of a cell that is read without a key.
struct cell_header {
    key_id key{};
    event_id event{};
    std::uint32_t field = 0;
    bool operator==(const cell_header&) const = default;
};

//  0 version u8 | 1 key id 16 | 17 event id 16 | 33 field tag u32 | 37 nonce 24 | 61 ciphertext, padded to 64-octet steps | tag 16
// XChaCha20-Poly1305; associated data: everything else in the cell and its context. Threads: any.
bytes seal_cell(const sealing_key& key, const cell_context& context, const event_id& event, std::uint32_t field,
                byte_view clear, entropy& random);
std::optional<cell_header> read_cell_header(byte_view cell);
// `corrupt` where the cell, its context or the key is not what it was sealed with.
expected<bytes> open_cell(const std::array<unsigned char, 32>& secret, const cell_context& context, byte_view cell);

// A sealed cell as a row carries it: with what opening needs beside it.
struct kept_cell {
    person_id person;
    category_name category = category_name::profile;
    std::string event_name;
    std::uint16_t event_version = 1;
    bytes cell;  // empty: there was none

    static constexpr auto fields() {
        using e = kept_cell;
        return std::tuple{part{"person", &e::person, "whose keys seal"},
                          part{"category", &e::category, "of the field it was copied from"},
                          part{"event_name", &e::event_name, "as stored"},
                          part{"event_version", &e::event_version, "as stored"},
                          part{"cell", &e::cell, "the octets, unopened"}};
    }
    bool operator==(const kept_cell&) const = default;
};

}  // namespace parcours
