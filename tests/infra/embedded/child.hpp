// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace parcours {

inline constexpr const char* child_option = "--append-until-killed";

// What the child of a crash test does: appends to the log in this folder and prints, by line, the partition and height of
// each commit it is told of. Ends with its process only.
int append_until_killed(const std::string& folder);

}  // namespace parcours
