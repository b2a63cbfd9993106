// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "infra/settings/file_problem.hpp"
#include "infra/settings/process_settings.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): the library calls itself so.
namespace CLI {
class App;
}

namespace parcours {

// The flags by which each of our programs finds its settings: --config, --data, --log and --set. Outlives the parsing.
class settings_flags {
  public:
    void add_to(CLI::App& app);
    // File, then environment, then flags; or all that is wrong with them, as lines for people.
    tl::expected<process_settings, std::string> read() const;
    // The same, with the place of each.
    tl::expected<process_settings, std::vector<file_problem>> read_or_problems() const;
    // The same for who only asks a running process: what the vault needs to start is not asked of them.
    tl::expected<process_settings, std::string> read_to_ask() const;

  private:
    tl::expected<process_settings, std::vector<file_problem>> read_with(
        std::vector<std::pair<std::string, std::string>> more) const;
    std::string file_;
    std::optional<std::string> data_;
    std::optional<std::string> log_;
    std::vector<std::string> set_;
};

// Where the process of these settings listens for its operator.
std::string control_socket_of(const process_settings& settings);

}  // namespace parcours
