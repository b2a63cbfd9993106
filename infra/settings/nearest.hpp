// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parcours {

// How many letters must be put in, left out, changed or swapped to make one word of the other.
std::size_t edit_distance(std::string_view left, std::string_view right);

// The known word nearest to a mistyped one; nothing where none is near enough to be meant.
std::optional<std::string> nearest(std::string_view mistyped, const std::vector<std::string>& known);

// `unknown key "gats"; did you mean "gate"?`, or the known ones where none is near and they are few.
std::string unknown_word(std::string_view what, std::string_view mistyped, const std::vector<std::string>& known);

}  // namespace parcours
