// SPDX-License-Identifier: Apache-2.0
#include "commands/parsing/text.hpp"

#include <algorithm>
#include <array>

namespace parcours {
namespace {

bool continues(char octet) { return (static_cast<unsigned char>(octet) & 0xC0U) == 0x80U; }

// NO-BREAK SPACE to IDEOGRAPHIC SPACE, and the zero-width ones, as UTF-8; ASCII's are told by their value.
constexpr std::array<std::string_view, 25> wide_spaces{
    "\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80", "\xE1\xA0\x8E", "\xE2\x80\x80", "\xE2\x80\x81", "\xE2\x80\x82",
    "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86", "\xE2\x80\x87", "\xE2\x80\x88", "\xE2\x80\x89",
    "\xE2\x80\x8A", "\xE2\x80\x8B", "\xE2\x80\x8C", "\xE2\x80\x8D", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF",
    "\xE2\x81\x9F", "\xE2\x81\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF"};

// The length of the blank character that a text begins with; 0: it begins with another.
std::size_t blank_prefix(std::string_view text) {
    if (static_cast<unsigned char>(text.front()) <= 0x20U) return 1;
    const auto found = std::find_if(wide_spaces.begin(), wide_spaces.end(),
                                    [&](std::string_view each) { return text.substr(0, each.size()) == each; });
    return found == wide_spaces.end() ? 0 : found->size();
}

}  // namespace

std::size_t count_characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char octet) { return !continues(octet); }));
}

bool is_blank(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = blank_prefix(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

}  // namespace parcours
