// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <exception>
#include <iostream>

#include <CLI/CLI.hpp>

#include "infra/command_line/wrong_usage.hpp"
#include "replay_tools/subcommands.hpp"

namespace parcours::replay {

int run(std::vector<std::string> words) {
    CLI::App program("Reads a log of Parcours as it lies there. It opens nothing: what is personal stays sealed.",
                     "parcours-replay");
    program.require_subcommand(1);
    program.footer(
        "A log is in a data folder (--data DIR; whether a process holds it or not), in Kafka (--kafka HOSTS), or "
        "where\n"
        "the platform's settings say (--config FILE).\n"
        "With --json every answer is one JSON object a line. Exit codes: 0 done, 1 failed, 2 wrong usage,\n"
        "3 verification found a fault.");
    chosen_action chosen;
    add_history(program, chosen);
    add_find(program, chosen);
    add_verify(program, chosen);
    add_rebuild(program, chosen);
    add_catalogue(program, chosen);
    std::reverse(words.begin(), words.end());  // as CLI11 takes a list
    if (const auto ended = parse_words(program, [&words](CLI::App& of) { of.parse(words); })) return *ended;
    try {
        return chosen();
    } catch (const std::exception& unexpected) {
        std::cerr << "parcours-replay: " << unexpected.what() << '\n';
        return exit_failed;
    }
}

}  // namespace parcours::replay
