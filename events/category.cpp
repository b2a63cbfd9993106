// SPDX-License-Identifier: Apache-2.0
#include "events/category.hpp"

namespace parcours {

std::string_view to_string(category_name category) {
    switch (category) {
        case category_name::identity: return "identity";
        case category_name::contact: return "contact";
        case category_name::profile: return "profile";
        case category_name::sensitive: return "sensitive";
        case category_name::application: return "application";
        case category_name::followup: return "followup";
        case category_name::professional: return "professional";
        case category_name::support: return "support";
        case category_name::newsletter: return "newsletter";
    }
    return "unknown";
}

std::optional<category_name> parse_category(std::string_view text) {
    for (auto number = static_cast<int>(category_name::identity); number <= static_cast<int>(category_name::newsletter);
         ++number) {
        const auto category = static_cast<category_name>(number);
        if (to_string(category) == text) return category;
    }
    return std::nullopt;
}

}  // namespace parcours
