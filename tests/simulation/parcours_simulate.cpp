// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <cstdio>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "infra/command_line/wrong_usage.hpp"
#include "tests/simulation/simulation.hpp"

// Runs seed after seed; at the first that shows a violation, prints its trace and ends with 3.
namespace {

constexpr int violated = 3;
constexpr std::size_t trace_lines_max = 2000;

int report(std::uint64_t seed, parcours::planted_fault fault) {
    const auto again = parcours::simulate(seed, fault, true);
    const std::size_t skipped = again.trace.size() > trace_lines_max ? again.trace.size() - trace_lines_max : 0;
    if (skipped > 0) fmt::print("… {} lines before\n", skipped);
    for (std::size_t i = skipped; i < again.trace.size(); ++i) fmt::print("{}\n", again.trace[i]);
    for (const auto& each : again.violations) fmt::print("VIOLATION {}\n", each);
    if (again.violations.empty()) {
        fmt::print("seed {} violates nothing\n", seed);
        return 0;
    }
    fmt::print("seed {} fails; repeat it with --seed {}\n", seed, seed);
    return violated;
}

}  // namespace

int main(int count, char** arguments) {
    CLI::App app{"Executors under a faulty log, in simulated time: every answer is held against the history"};
    std::uint64_t seeds = 0;
    std::uint64_t first = 1;
    double seconds = 0;
    std::uint64_t only = 0;
    std::string mutant = "none";
    app.add_option("--seeds", seeds, "how many seeds to run");
    app.add_option("--seconds", seconds, "how long to run, where no number of seeds is given (10)");
    app.add_option("--first", first, "the first seed (1)");
    auto* one = app.add_option("--seed", only, "run this one seed alone and print its trace");
    app.add_option("--mutant", mutant, "a mistake to plant, which must be found");
    if (const auto ended = parcours::parse_words(app, [&](CLI::App& of) { of.parse(count, arguments); })) return *ended;
    const auto fault = parcours::parse_planted_fault(mutant);
    if (!fault) {
        fmt::print(stderr, "no such mutant; there are:\n");
        for (const auto each : parcours::all_planted_faults()) fmt::print(stderr, "  {}\n", to_string(each));
        return 2;
    }
    if (one->count() > 0) return report(only, *fault);
    if (seeds == 0 && seconds <= 0) seconds = 10;
    const auto began = std::chrono::steady_clock::now();
    const auto elapsed = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    };
    std::uint64_t done = 0, answers = 0, frames = 0, lost = 0;
    while (seeds > 0 ? done < seeds : elapsed() < seconds) {
        const auto result = parcours::simulate(first + done, *fault);
        ++done;
        answers += result.answers;
        frames += result.frames;
        lost += result.lost;
        if (!result.violations.empty()) return report(result.seed, *fault);
    }
    fmt::print(
        "{} seeds from {} on, nothing violated: {} answers, {} accepted frames, {} lost commits; {:.0f} seeds/s\n",
        done, first, answers, frames, lost, static_cast<double>(done) / elapsed());
    return 0;
}
