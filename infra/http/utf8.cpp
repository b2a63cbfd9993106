// SPDX-License-Identifier: Apache-2.0
#include "infra/http/utf8.hpp"

#include <cstddef>
#include <cstdint>

namespace parcours::http {

namespace {

struct sequence {
    std::size_t bytes;         // in all; 0: no such first byte
    unsigned char second_min;  // of the second byte, which is where overlong forms and surrogates show
    unsigned char second_max;
};

sequence begun_by(unsigned char first) {
    if (first >= 0xC2 && first <= 0xDF) return {2, 0x80, 0xBF};
    if (first == 0xE0) return {3, 0xA0, 0xBF};
    if (first == 0xED) return {3, 0x80, 0x9F};
    if (first >= 0xE1 && first <= 0xEF) return {3, 0x80, 0xBF};
    if (first == 0xF0) return {4, 0x90, 0xBF};
    if (first == 0xF4) return {4, 0x80, 0x8F};
    if (first >= 0xF1 && first <= 0xF3) return {4, 0x80, 0xBF};
    return {0, 0, 0};
}

}  // namespace

bool is_utf8(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size();) {
        const auto at = [&](std::size_t n) { return static_cast<unsigned char>(bytes[i + n]); };
        if (at(0) < 0x80) {
            ++i;
            continue;
        }
        const sequence s = begun_by(at(0));
        if (s.bytes == 0 || bytes.size() - i < s.bytes) return false;
        if (at(1) < s.second_min || at(1) > s.second_max) return false;
        for (std::size_t n = 2; n < s.bytes; ++n) {
            if (at(n) < 0x80 || at(n) > 0xBF) return false;
        }
        i += s.bytes;
    }
    return true;
}

}  // namespace parcours::http
