// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <type_traits>

#include "events/id.hpp"
#include "events/time.hpp"

namespace parcours {

// Builds a key whose octets sort as its parts do, first part first.
class entry_key {
  public:
    // `tag` tells apart the indexes of one projection. NOTE: it is the stored format.
    explicit entry_key(char tag) { octets_ += tag; }

    entry_key& operator<<(const id128& id) {
        octets_ += view(id.octets());
        return *this;
    }
    template <class Kind>
    entry_key& operator<<(const typed_id<Kind>& id) {
        return *this << id.value;
    }
    entry_key& operator<<(instant at) { return big_endian(static_cast<std::uint64_t>(at.ms) ^ (1ULL << 63)); }
    entry_key& operator<<(std::uint64_t number) { return big_endian(number); }
    template <class Enum>
        requires std::is_enum_v<Enum>
    entry_key& operator<<(Enum value) {
        octets_ += static_cast<char>(value);
        return *this;
    }
    entry_key& operator<<(bool value) {
        octets_ += value ? '\1' : '\0';
        return *this;
    }
    // REQUIRES: no NUL inside (codes and names of ours).
    entry_key& operator<<(std::string_view text) {
        octets_ += text;
        octets_ += '\0';
        return *this;
    }
    // The beginning of a text: for what is looked for, never for what is stored.
    entry_key& beginning(std::string_view text) {
        octets_ += text;
        return *this;
    }
    const bytes& octets() const& { return octets_; }
    bytes octets() && { return std::move(octets_); }

  private:
    entry_key& big_endian(std::uint64_t number) {
        for (int shift = 56; shift >= 0; shift -= 8) octets_ += static_cast<char>(number >> shift);
        return *this;
    }
    bytes octets_;
};

// Reads the parts back, in order. REQUIRES: the key was built with the same parts.
class entry_key_reader {
  public:
    explicit entry_key_reader(byte_view key) : left_(key) { left_.remove_prefix(1); }
    id128 id() {
        token128 octets{};
        std::copy_n(reinterpret_cast<const unsigned char*>(left_.data()), octets.size(), octets.begin());
        left_.remove_prefix(octets.size());
        return id128::of(octets);
    }
    instant at() { return {static_cast<std::int64_t>(number() ^ (1ULL << 63))}; }
    std::uint64_t number() {
        std::uint64_t value = 0;
        for (int i = 0; i < 8; ++i) value = value << 8 | static_cast<unsigned char>(left_[static_cast<std::size_t>(i)]);
        left_.remove_prefix(8);
        return value;
    }
    unsigned char octet() {
        const auto value = static_cast<unsigned char>(left_.front());
        left_.remove_prefix(1);
        return value;
    }
    byte_view left() const { return left_; }

  private:
    byte_view left_;
};

}  // namespace parcours
