// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace parcours {

// What kind of personal matter a field holds; retention rules name these (privacy.md, "Categories").
// NOTE: the numbers are the stored format; never change one.
enum class category_name : std::uint8_t {
    identity = 1,      // names, birth date
    contact = 2,       // e-mail, phone, address
    profile = 3,       // situation, search, skills
    sensitive = 4,     // disability, health: never elsewhere
    application = 5,   // scope: one application or sponsorship
    followup = 6,      // notes and messages between companion and candidate
    professional = 7,  // what someone fills in for their office
    support = 8,
    newsletter = 9,
};

struct named_category {
    category_name value;
    std::string_view name;
};
constexpr auto names_of(category_name) {
    using enum category_name;
    return std::array{named_category{identity, "identity"},         named_category{contact, "contact"},
                      named_category{profile, "profile"},           named_category{sensitive, "sensitive"},
                      named_category{application, "application"},   named_category{followup, "followup"},
                      named_category{professional, "professional"}, named_category{support, "support"},
                      named_category{newsletter, "newsletter"}};
}

std::string_view to_string(category_name category);
std::optional<category_name> parse_category(std::string_view text);

// The categories as types, so that a field's declaration names its category: `under::identity{}`.
template <category_name Name>
struct category_tag {
    static constexpr category_name name = Name;
    static constexpr bool own_key = false;
};

namespace under {
using identity = category_tag<category_name::identity>;
using contact = category_tag<category_name::contact>;
using profile = category_tag<category_name::profile>;
using sensitive = category_tag<category_name::sensitive>;
using application = category_tag<category_name::application>;
using followup = category_tag<category_name::followup>;
using professional = category_tag<category_name::professional>;

// Sealed under a key of its own: a free text that may have to go alone.
template <class Category>
struct alone {
    static constexpr category_name name = Category::name;
    static constexpr bool own_key = true;
};
}  // namespace under

}  // namespace parcours
