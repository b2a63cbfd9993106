// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace parcours {

// Where a JSON text says a name twice in one object (RFC 8259 leaves open which one counts, so neither does), as RFC 6901
// pointers, at most `most`. Stops in silence where the text is no JSON.
std::vector<std::string> repeated_names(std::string_view json, std::size_t depth_max, std::size_t most);

}  // namespace parcours
