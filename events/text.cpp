// SPDX-License-Identifier: Apache-2.0
#include "events/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace parcours {
namespace {

struct range {
    char32_t first;
    char32_t last;
};

// White_Space, Cc and Default_Ignorable_Code_Point of the Unicode Character Database, and BRAILLE PATTERN BLANK, which
// is a symbol there and shows as a space.
constexpr std::array<range, 22> unseen{
    {{0x00, 0x20},     {0x7F, 0xA0},       {0xAD, 0xAD},       {0x34F, 0x34F},    {0x61C, 0x61C},   {0x115F, 0x1160},
     {0x1680, 0x1680}, {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x2000, 0x200F},  {0x2028, 0x202F}, {0x205F, 0x206F},
     {0x2800, 0x2800}, {0x3000, 0x3000},   {0x3164, 0x3164},   {0xFE00, 0xFE0F},  {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0},
     {0xFFF0, 0xFFF8}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}}};
// Controls, the separators of lines and paragraphs, and the embeddings, overrides and isolates of UAX #9.
constexpr std::array<range, 5> leaving{
    {{0x00, 0x1F}, {0x7F, 0x9F}, {0x2028, 0x2029}, {0x202A, 0x202E}, {0x2066, 0x2069}}};

template <std::size_t Count>
bool is_among(const std::array<range, Count>& all, char32_t character) {
    return std::any_of(all.begin(), all.end(),
                       [&](const range& each) { return each.first <= character && character <= each.last; });
}

bool continues(char octet) { return (static_cast<unsigned char>(octet) & 0xC0U) == 0x80U; }

// Takes the first character off a text that has one.
char32_t take_character(std::string_view& text) {
    const auto lead = static_cast<unsigned char>(text.front());
    text.remove_prefix(1);
    char32_t found = lead < 0x80U ? lead : lead < 0xE0U ? lead & 0x1FU : lead < 0xF0U ? lead & 0x0FU : lead & 0x07U;
    for (; !text.empty() && continues(text.front()); text.remove_prefix(1))
        found = (found << 6U) | (static_cast<unsigned char>(text.front()) & 0x3FU);
    return found;
}

template <class Holds>
bool every_character(std::string_view text, Holds&& holds) {
    while (!text.empty())
        if (!holds(take_character(text))) return false;
    return true;
}

}  // namespace

std::size_t count_characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char octet) { return !continues(octet); }));
}

bool is_blank(std::string_view text) {
    return every_character(text, [](char32_t each) { return is_among(unseen, each); });
}

bool is_one_line(std::string_view text) {
    return every_character(text, [](char32_t each) { return !is_among(leaving, each); });
}

}  // namespace parcours
