// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace parcours {

// The time zone that a charter's text names, whatever else is in it: for whoever reads charters of other programs.
// Nothing where it names none.
std::optional<std::string> zone_of_charter(std::string_view text);

}  // namespace parcours
