// SPDX-License-Identifier: Apache-2.0
#include "infra/settings/file_problem.hpp"

#include <fmt/format.h>

namespace parcours {

std::string to_string(const file_problem& problem) {
    if (problem.line == 0) return fmt::format("{}: {}", problem.file, problem.reason);
    return fmt::format("{}:{}:{}: {}", problem.file, problem.line, problem.column, problem.reason);
}

std::string to_string(const std::vector<file_problem>& problems) {
    std::string text;
    for (const auto& each : problems) text += to_string(each) + '\n';
    return text;
}

}  // namespace parcours
