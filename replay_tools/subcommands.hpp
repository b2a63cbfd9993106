// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

// The subcommands of the program `parcours-replay`: each adds itself with its flags, and what it does when it is chosen.
namespace parcours::replay {

// Exit codes (interface.md, "Programs").
inline constexpr int exit_done = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_usage = 2;
inline constexpr int exit_fault = 3;  // verification found one

// Set by the subcommand that was chosen; answers the exit code.
using chosen_action = std::function<int()>;

void add_history(CLI::App& program, chosen_action& chosen);
void add_find(CLI::App& program, chosen_action& chosen);
void add_verify(CLI::App& program, chosen_action& chosen);
void add_rebuild(CLI::App& program, chosen_action& chosen);
void add_catalogue(CLI::App& program, chosen_action& chosen);

// The whole program: `words` are its arguments without its own name.
int run(std::vector<std::string> words);

}  // namespace parcours::replay
