// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "query_api/command_gateway.hpp"

namespace parcours {

inline constexpr std::size_t password_characters_min = 12;
inline constexpr std::size_t password_octets_max = 1'024;

// What is wrong with a chosen password, if anything. Length is what counts: no rule of composition and no expiry
// (NIST SP 800-63B, 5.1.1.2), but neither an e-mail address nor what everybody tries first.
std::optional<field_problem> password_problem(std::string_view password, std::string_view pointer);

}  // namespace parcours
