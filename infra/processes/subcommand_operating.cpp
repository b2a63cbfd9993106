// SPDX-License-Identifier: Apache-2.0
// `parcours ctl` and `parcours admin`, which read their own words.
#include <CLI/CLI.hpp>

#include "infra/processes/platform_process.hpp"
#include "infra/processes/programs.hpp"
#include "infra/processes/subcommands.hpp"
#include "infra/system/system_clock.hpp"
#include "infra/system/system_entropy.hpp"

namespace parcours {
namespace {

expected<void> with_platform(const process_settings& settings, const std::function<void(administration&)>& use) {
    logger log(log_level::warning);
    const system_clock time;
    system_entropy random;
    auto process = platform_process::open(settings, time, random, log);
    if (!process) return tl::unexpected(process.error());
    if (const auto started = (*process)->start(); !started) return started;
    use((*process)->administering());
    (*process)->stop();
    return {};
}

// The words go on as they came, --help too.
CLI::App* passing_on(CLI::App& program, const char* name, const char* meaning) {
    auto* one = program.add_subcommand(name, meaning)->prefix_command();
    one->set_help_flag();
    return one;
}

}  // namespace

void add_operating(CLI::App& program, chosen_action& chosen) {
    auto* ctl = passing_on(program, "ctl", "asks a running process: status, rebuild, parked streams, drain, log level");
    ctl->callback([ctl, &chosen] { chosen = [words = ctl->remaining()] { return run_ctl(words); }; });
    auto* admin = passing_on(program, "admin", "makes accounts and links without signing in");
    admin->callback(
        [admin, &chosen] { chosen = [words = admin->remaining()] { return run_admin(words, with_platform); }; });
}

}  // namespace parcours
