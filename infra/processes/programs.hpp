// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "events/failure.hpp"
#include "infra/processes/administration.hpp"
#include "infra/settings/process_settings.hpp"

// What an operator's commands do, each with the words that follow its name. They answer the exit code: 0 done, 1 failed,
// 2 wrong usage. Results go to stdout, all else to stderr.
namespace parcours {

// `parcours ctl …`: asks the running process over its control socket.
int run_ctl(const std::vector<std::string>& words);

// Opens the platform of these settings, lets `use` work with it, and closes it; nothing listens meanwhile. A failure
// where it cannot be opened.
using open_platform =
    std::function<expected<void>(const process_settings& settings, const std::function<void(administration&)>& use)>;

// `parcours admin …`: over the control socket where a process runs on these settings, else on the data folder itself.
int run_admin(const std::vector<std::string>& words, const open_platform& open);

}  // namespace parcours
