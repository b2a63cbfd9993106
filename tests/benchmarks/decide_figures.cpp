// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include "commands/deciders/application_decisions.hpp"
#include "tests/benchmarks/figures.hpp"

namespace parcours {
namespace {

constexpr int repetitions = 5;
constexpr double seconds_each = 0.2;
constexpr std::size_t applications_of_route = 16;
const std::string text(300, 'a');

// An application that an organisation sees, among others of its route.
struct seen_application {
    charter terms;
    route_state route;
    facts known;
    deciding_applications::state now = application::initial();

    seen_application() {
        now.at = deciding_applications::stage::validated;
        now.candidate = person_id{id128{1 << 16 | 7, 1}};
        now.organisation = organisation_id{id128{1 << 16 | 5, 4}};
        terms.companion_gate = true;
        terms.limits.live_applications_of_candidate = 50;
        route.persons[now.candidate] = {true, true, true};
        for (std::uint64_t each = 1; each <= applications_of_route; ++each)
            route.applications[application_id{id128{1 << 16 | 7, each}}] = {
                now.candidate, organisation_id{id128{1 << 16 | 5, 100 + each}}, std::nullopt, true};
        known.now = {1'774'000'000'000};
        known.by = {person_id{id128{1 << 16 | 9, 3}}, "recruiter", {}};
        known.terms = &terms;
        known.route = &route;
        known.made = id128{1 << 16 | 7, 99};
        known.remote.organisation = organisation_fact{true, true};
        known.remote.snapshot = snapshot_fact{};
    }
};

template <class Command>
void decide_one(benchmark::State& state, const Command& asked) {
    const seen_application all;
    if (const auto outcome = deciding_applications::decide(all.now, asked, all.known); !outcome || outcome->empty())
        return state.SkipWithError("it was not decided as it should be");
    for (auto _ : state) benchmark::DoNotOptimize(deciding_applications::decide(all.now, asked, all.known));
}

void decide_refusal(benchmark::State& state) {
    refuse_application asked;
    asked.message = text;
    decide_one(state, asked);
}

void decide_taking_in_charge(benchmark::State& state) {
    take_application_in_charge asked;
    asked.message = text;
    decide_one(state, asked);
}

// The longest of the usual ones: it looks at all that lives on the route.
void decide_submission(benchmark::State& state) {
    seen_application all;
    all.now = application::initial();
    all.known.by = {person_id{id128{1 << 16 | 7, 1}}, "candidate", {}};
    submit_application asked;
    asked.organisation = organisation_id{id128{1 << 16 | 5, 4}};
    asked.message = text;
    if (const auto outcome = deciding_applications::decide(all.now, asked, all.known); !outcome || outcome->empty())
        return state.SkipWithError("it was not decided as it should be");
    for (auto _ : state) benchmark::DoNotOptimize(deciding_applications::decide(all.now, asked, all.known));
}

}  // namespace

void add_decide_figures(std::vector<figure>& all) {
    const auto add = [&](const char* name, void (*measured)(benchmark::State&)) {
        benchmark::RegisterBenchmark(name, measured)->Repetitions(repetitions)->MinTime(seconds_each);
        all.push_back({name, name, "ns", "", 0});
    };
    add("decide.take_in_charge", decide_taking_in_charge);
    add("decide.refuse", decide_refusal);
    add("decide.submit", decide_submission);
}

}  // namespace parcours
