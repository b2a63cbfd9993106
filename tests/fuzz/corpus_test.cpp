// SPDX-License-Identifier: Apache-2.0
// What the fuzzers begin from and what they once found, again in every run of the tests; and some of what is near it.
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "events/commit/frame.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/support/random_source.hpp"

namespace parcours {
namespace {

std::vector<bytes> corpus_of(std::string_view name) {
    const char* root = std::getenv("PARCOURS_SOURCE_DIR");
    const auto folder = std::filesystem::path(root == nullptr ? "." : root) / "tests/fuzz/corpus" / name;
    std::vector<bytes> found;
    if (!std::filesystem::exists(folder)) return found;
    for (const auto& each : std::filesystem::directory_iterator(folder)) {
        std::ifstream file(each.path(), std::ios::binary);
        found.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return found;
}

bytes damaged(bytes octets, random_source& random) {
    for (std::uint64_t times = 1 + random.below(4); times > 0; --times) {
        const auto at = static_cast<std::size_t>(random.below(octets.size() + 1));
        switch (random.below(4)) {
            case 0: octets.insert(at, 1 + random.below(9), static_cast<char>(random.next())); break;
            case 1: octets.erase(at, 1 + random.below(9)); break;
            case 2: octets.resize(at); break;
            default:
                if (at < octets.size()) octets[at] = static_cast<char>(random.next());
        }
    }
    return octets;
}

class EveryFuzzer : public testing::TestWithParam<std::string_view> {};

TEST_P(EveryFuzzer, HoldsOnItsSeedsAndItsCorpus) {
    const fuzz_target& target = fuzz_target_named(GetParam());
    auto all = target.seeds();
    ASSERT_FALSE(all.empty());
    for (auto& each : corpus_of(target.name)) all.push_back(std::move(each));
    for (const auto& each : all) target.run(each);
}

TEST_P(EveryFuzzer, HoldsOnWhatWasDamaged) {
    const fuzz_target& target = fuzz_target_named(GetParam());
    const std::uint64_t seed = seed_or(20261125);
    SCOPED_TRACE("PARCOURS_SEED=" + std::to_string(seed));
    random_source random(seed);
    const auto seeds = target.seeds();
    for (int round = 0; round < 4'000; ++round) target.run(damaged(seeds[random.below(seeds.size())], random));
}

INSTANTIATE_TEST_SUITE_P(All, EveryFuzzer, testing::ValuesIn([] {
                             std::vector<std::string_view> names;
                             for (const auto& each : fuzz_targets()) names.push_back(each.name);
                             return names;
                         }()),
                         [](const auto& which) { return std::string(which.param); });

}  // namespace
}  // namespace parcours
