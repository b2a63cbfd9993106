// SPDX-License-Identifier: Apache-2.0
#include "events/category.hpp"

namespace parcours {

std::string_view to_string(category_name category) {
    for (const auto& each : names_of(category))
        if (each.value == category) return each.name;
    return "unknown";
}

std::optional<category_name> parse_category(std::string_view text) {
    for (const auto& each : names_of(category_name{}))
        if (each.name == text) return each.value;
    return std::nullopt;
}

}  // namespace parcours
