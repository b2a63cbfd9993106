// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace parcours {

// What is wrong with a file, and exactly where; line and column begin at 1, and are 0 where no place can be named.
struct file_problem {
    std::string file;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::string reason;
    bool operator==(const file_problem&) const = default;
};

// "charters/x.toml:12:3: unknown key "gats"; did you mean "gate"?"
std::string to_string(const file_problem& problem);
// One to a line.
std::string to_string(const std::vector<file_problem>& problems);

}  // namespace parcours
