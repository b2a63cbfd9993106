// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace parcours {

inline constexpr const char* child_option = "--mint-until-killed";

// What the child of a crash test does: makes keys in the vault under this folder, on several threads, and prints, by
// line, person and key id of each once it is durable. Ends with its process only.
int mint_until_killed(const std::string& folder);

}  // namespace parcours
