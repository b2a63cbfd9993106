// SPDX-License-Identifier: Apache-2.0
#include <exception>
#include <iostream>

#include <CLI/CLI.hpp>

#include "infra/command_line/wrong_usage.hpp"
#include "infra/processes/subcommands.hpp"
#include "infra/system/process_guard.hpp"

int main(int count, char** words) {
    parcours::guard_process();
    CLI::App program("Parcours: the backend of platforms that accompany people toward a job", "parcours");
    program.set_version_flag("--version", std::string(PARCOURS_VERSION));
    program.require_subcommand(1);
    program.footer(
        "Settings come from the file, the environment (PARCOURS_HTTP_PORT for http.port) and flags, each before the\n"
        "one before it; docs/limits.md lists them. Exit codes: 0 done, 1 failed, 2 wrong usage.");
    parcours::chosen_action chosen;
    parcours::add_serve(program, chosen);
    parcours::add_config(program, chosen);
    parcours::add_charter(program, chosen);
    parcours::add_operating(program, chosen);
    const auto parse = [count, words](CLI::App& of) { of.parse(count, words); };
    if (const auto ended = parcours::parse_words(program, parse)) return *ended;
    try {
        return chosen();
    } catch (const std::exception& unexpected) {
        std::cerr << "parcours: " << unexpected.what() << '\n';
        return parcours::exit_failed;
    }
}
