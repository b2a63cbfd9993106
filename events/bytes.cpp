// SPDX-License-Identifier: Apache-2.0
#include "events/bytes.hpp"

#include <bit>
#include <cstring>

namespace parcours {
namespace {

static_assert(std::endian::native == std::endian::little, "stored formats are copied as they lie in memory");

template <class Number>
void append_number(bytes& out, Number value) {
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class Number>
Number read_number(const char* at) {
    Number value;
    std::memcpy(&value, at, sizeof value);
    return value;
}

}  // namespace

std::string to_hex(byte_view octets) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(octets.size() * 2);
    for (const char octet : octets) {
        const auto value = static_cast<unsigned char>(octet);
        text += digits[value >> 4];
        text += digits[value & 15];
    }
    return text;
}

void append_u16(bytes& out, std::uint16_t value) { append_number(out, value); }
void append_u32(bytes& out, std::uint32_t value) { append_number(out, value); }
void append_u64(bytes& out, std::uint64_t value) { append_number(out, value); }
std::uint16_t read_u16(const char* at) { return read_number<std::uint16_t>(at); }
std::uint32_t read_u32(const char* at) { return read_number<std::uint32_t>(at); }
std::uint64_t read_u64(const char* at) { return read_number<std::uint64_t>(at); }

}  // namespace parcours
