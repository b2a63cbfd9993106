// SPDX-License-Identifier: Apache-2.0
#include "infra/command_line/wrong_usage.hpp"

#include <iostream>
#include <vector>

#include <CLI/CLI.hpp>

#include "infra/settings/nearest.hpp"

namespace parcours {
namespace {

// The program, then the subcommand that was said, then what was said of that one.
std::vector<const CLI::App*> said_of(const CLI::App& program) {
    std::vector<const CLI::App*> chain{&program};
    while (!chain.back()->get_subcommands().empty()) chain.push_back(chain.back()->get_subcommands().front());
    return chain;
}

std::vector<std::string> subcommands_of(const CLI::App& app) {
    std::vector<std::string> names;
    for (const auto* each : app.get_subcommands([](const CLI::App*) { return true; }))
        names.push_back(each->get_name());
    return names;
}

std::vector<std::string> flags_of(const std::vector<const CLI::App*>& chain) {
    std::vector<std::string> names;
    for (const auto* app : chain)
        for (const auto* each : app->get_options())
            for (const auto& name : each->get_lnames()) names.push_back("--" + name);
    return names;
}

// What is wrong with the first word that nobody understood; nothing where that is not what is wrong.
std::optional<std::string> unknown_in(const CLI::App& program) {
    const auto chain = said_of(program);
    for (const auto* app : chain) {
        const auto left = app->remaining();
        if (left.empty()) continue;
        const std::string& word = left.front();
        // What follows "=" may be anything, and nobody's business.
        if (word.starts_with('-')) return unknown_word("flag", word.substr(0, word.find('=')), flags_of(chain));
        const auto known = subcommands_of(*chain.back());
        return known.empty() ? std::nullopt : std::optional(unknown_word("subcommand", word, known));
    }
    return std::nullopt;
}

}  // namespace

std::optional<int> parse_words(CLI::App& program, const std::function<void(CLI::App&)>& parse) {
    constexpr int wrong_usage = 2;
    try {
        parse(program);
        return std::nullopt;
    } catch (const CLI::ParseError& wrong) {
        const bool asked = wrong.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success);
        const auto unknown = asked ? std::nullopt : unknown_in(program);
        if (!unknown) return program.exit(wrong) == 0 ? 0 : wrong_usage;
        std::cerr << program.get_name() << ": " << *unknown << "\nRun with --help for more information.\n";
        return wrong_usage;
    }
}

}  // namespace parcours
