// SPDX-License-Identifier: Apache-2.0
#include "tests/simulation/simulation.hpp"

#include <gtest/gtest.h>

#include "tests/support/random_source.hpp"

namespace parcours {
namespace {

constexpr std::uint64_t seeds = 500;
// A planted mistake shows within 80 seeds; more, lest a change of the executor's timing hides one.
constexpr std::uint64_t seeds_for_a_mistake = 1'000;

std::string sentences(const simulation_result& result) {
    std::string all = "seed " + std::to_string(result.seed);
    for (const auto& each : result.violations) all += "\n" + each;
    return all;
}

// PARCOURS_SEED chooses the first seed.
TEST(ExecutorsUnderAFaultyLog, KeepEveryPromise) {
    const std::uint64_t first = seed_or(1);
    std::size_t answers = 0, lost = 0;
    for (std::uint64_t seed = first; seed < first + seeds; ++seed) {
        const auto result = simulate(seed);
        ASSERT_TRUE(result.violations.empty()) << sentences(result);
        answers += result.answers;
        lost += result.lost;
    }
    EXPECT_GT(answers, seeds) << "the simulation answers next to nothing, so it shows nothing";
    EXPECT_GT(lost, 0U) << "no commit was ever lost, so nothing was tried";
}

TEST(ExecutorsUnderAFaultyLog, RunTheSameForTheSameSeed) {
    const auto one = simulate(seed_or(7), planted_fault::none, true);
    const auto two = simulate(seed_or(7), planted_fault::none, true);
    EXPECT_FALSE(one.trace.empty());
    EXPECT_EQ(one.trace, two.trace);
}

struct a_planted_mistake : testing::TestWithParam<planted_fault> {};
using APlantedMistake = a_planted_mistake;

TEST_P(APlantedMistake, IsFound) {
    for (std::uint64_t seed = 1; seed <= seeds_for_a_mistake; ++seed)
        if (!simulate(seed, GetParam()).violations.empty()) return;
    FAIL() << to_string(GetParam()) << " was not found within " << seeds_for_a_mistake << " seeds";
}

INSTANTIATE_TEST_SUITE_P(OfEachKind, APlantedMistake, testing::ValuesIn(all_planted_faults()),
                         [](const testing::TestParamInfo<planted_fault>& each) {
                             return std::string(to_string(each.param));
                         });

}  // namespace
}  // namespace parcours
