// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "infra/settings/file_problem.hpp"
#include "infra/settings/process_settings.hpp"

namespace parcours {

// Where settings come from, each overriding the one before it.
struct settings_sources {
    std::optional<std::string> file;                                                 // a TOML file's path
    std::function<std::optional<std::string>(const std::string& name)> environment;  // may be empty: nothing is there
    std::vector<std::string> environment_names;                                      // all that are there
    std::vector<std::pair<std::string, std::string>> flags;                          // key and value
};

// The settings, or all that is wrong with them: an unknown key is refused with the nearest known one.
tl::expected<process_settings, std::vector<file_problem>> read_settings(const settings_sources& from);

}  // namespace parcours
