// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace parcours {

// Any octets, owned: a frame, a cell, an encoded event. Not text.
using bytes = std::string;
using byte_view = std::string_view;

// A SHA-256 or an HMAC-SHA-256.
using digest = std::array<unsigned char, 32>;

// 128 random bits that name something for one purpose; all zero means "none".
using token128 = std::array<unsigned char, 16>;

template <std::size_t Size>
byte_view view(const std::array<unsigned char, Size>& octets) {
    return {reinterpret_cast<const char*>(octets.data()), Size};
}

// Lower-case hexadecimal, two characters an octet.
std::string to_hex(byte_view octets);

// Little-endian, as every stored format of ours.
void append_u16(bytes& out, std::uint16_t value);
void append_u32(bytes& out, std::uint32_t value);
void append_u64(bytes& out, std::uint64_t value);
// REQUIRES: `at` holds as many octets as are read.
std::uint16_t read_u16(const char* at);
std::uint32_t read_u32(const char* at);
std::uint64_t read_u64(const char* at);

}  // namespace parcours
