// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace parcours {

// How many Unicode scalar values a text has. REQUIRES: UTF-8.
std::size_t count_characters(std::string_view text);
// Whether a text holds nothing but white space (Unicode's, and what is invisible beside it). REQUIRES: UTF-8.
bool is_blank(std::string_view text);

}  // namespace parcours
