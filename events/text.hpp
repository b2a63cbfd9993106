// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

// What a text shows, told by its characters. REQUIRES: UTF-8.
namespace parcours {

// How many Unicode scalar values a text has.
std::size_t count_characters(std::string_view text);
// Whether a text shows nothing: white space, controls, and what Unicode 15 calls default-ignorable.
bool is_blank(std::string_view text);
// Whether a text stays within its line: no line breaks, no controls, nothing that turns around what stands beside it.
bool is_one_line(std::string_view text);

}  // namespace parcours
