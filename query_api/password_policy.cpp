// SPDX-License-Identifier: Apache-2.0
#include "query_api/password_policy.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace parcours {
namespace {

constexpr std::size_t distinct_min = 5;

// Beginnings of what lists of leaked passwords hold most, in the languages of the platforms; the rest of such a
// password is mostly digits.
constexpr std::array<std::string_view, 14> common{"password", "motdepasse", "azerty",   "qwerty",  "123456",
                                                  "bonjour",  "bienvenue",  "welcome",  "letmein", "iloveyou",
                                                  "jetaime",  "admin",      "parcours", "000000"};

std::size_t characters_in(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool is_address(std::string_view text) {
    const auto at = text.find('@');
    return at != std::string_view::npos && at > 0 && text.find('@', at + 1) == std::string_view::npos &&
           text.find('.', at) != std::string_view::npos && text.find_first_of(" \t") == std::string_view::npos;
}

bool is_common(std::string_view text) {
    std::string lowered(text);
    std::transform(lowered.begin(), lowered.end(), lowered.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    if (std::set<char>(lowered.begin(), lowered.end()).size() < distinct_min) return true;
    return std::any_of(common.begin(), common.end(), [&](std::string_view start) {
        if (!std::string_view(lowered).starts_with(start)) return false;
        const auto rest = std::string_view(lowered).substr(start.size());
        return rest.find_first_not_of("0123456789!?.*_-") == std::string_view::npos || rest.starts_with(start);
    });
}

}  // namespace

std::optional<field_problem> password_problem(std::string_view password, std::string_view pointer) {
    const std::string where(pointer);
    if (characters_in(password) < password_characters_min)
        return field_problem{where, "too_short", std::to_string(password_characters_min)};
    if (password.size() > password_octets_max)
        return field_problem{where, "too_long", std::to_string(password_octets_max)};
    if (is_address(password)) return field_problem{where, "is_address", {}};
    if (is_common(password)) return field_problem{where, "too_common", {}};
    return std::nullopt;
}

}  // namespace parcours
