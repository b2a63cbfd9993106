// SPDX-License-Identifier: Apache-2.0
#include "infra/settings/charter_zone.hpp"

#include "infra/settings/toml_file.hpp"

namespace parcours {

std::optional<std::string> zone_of_charter(std::string_view text) {
    const auto root = parse_toml(text, "charter");
    if (!root) return std::nullopt;
    const auto* zone = root->find("time_zone");
    if (zone == nullptr || zone->value.what != toml_node::kind::text) return std::nullopt;
    return zone->value.text;
}

}  // namespace parcours
