// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
namespace CLI {
class App;
}

// The subcommands of the program `parcours`: each adds itself with its flags, and what it does when it is chosen.
namespace parcours {

// Exit codes (interface.md, "Programs").
inline constexpr int exit_done = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_usage = 2;

// Set by the subcommand that was chosen; answers the exit code.
using chosen_action = std::function<int()>;

void add_serve(CLI::App& program, chosen_action& chosen);
void add_config(CLI::App& program, chosen_action& chosen);
void add_charter(CLI::App& program, chosen_action& chosen);
void add_operating(CLI::App& program, chosen_action& chosen);  // ctl and admin

}  // namespace parcours
