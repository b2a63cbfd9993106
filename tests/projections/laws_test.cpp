// SPDX-License-Identifier: Apache-2.0
#include "tests/projections/laws.hpp"

#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "events/registry/event_registry.hpp"
#include "projections/journal_feed.hpp"
#include "projections/make_folds.hpp"
#include "tests/support/random_history.hpp"

namespace parcours {
namespace {

constexpr std::size_t commits = 60;

partition_number some_partitions(std::uint64_t seed) { return static_cast<partition_number>(1 + seed % 4); }

RC_GTEST_PROP(ATableKeptLive, SaysWhatOneSaysThatIsBuiltAnew, (std::uint64_t seed)) {
    const auto history = random_history(seed, some_partitions(seed), commits);
    for (const auto& each : make_folds()) RC_ASSERT(breach_of_rebuild(*each, *history, seed) == "");
}

RC_GTEST_PROP(TheOrderOfStreams, ChangesNothing, (std::uint64_t seed)) {
    const auto history = random_history(seed, some_partitions(seed), commits);
    for (const auto& each : make_folds()) RC_ASSERT(breach_of_any_order(*each, *history, seed) == "");
}

RC_GTEST_PROP(ARow, IsAFunctionOfOneStream, (std::uint64_t seed)) {
    const auto history = random_history(seed, some_partitions(seed), commits);
    for (const auto& each : make_folds()) RC_ASSERT(breach_of_single_streams(*each, *history) == "");
}

// The laws would say little if nothing came about.
TEST(ARandomHistory, FillsEveryTableAndHoldsEveryTypeOfEvent) {
    const std::uint64_t seed = seed_or(1);
    SCOPED_TRACE("PARCOURS_SEED=" + std::to_string(seed));
    const auto history = random_history(seed, 3, 2000);
    for (const auto& each : make_folds()) {
        const auto said = said_by(built_anew(*each, *history, std::size_t{256} << 20), *each);
        EXPECT_GE(said.size(), 15U) << each->name();
    }
    std::set<std::pair<std::string, int>> types;
    std::size_t rejections = 0;
    std::size_t marks = 0;
    for (partition_number partition = 0; partition < 3; ++partition) {
        const auto frames = read_journal_group(history->journal(), partition, 0, 10'000).value();
        for (const auto& each : frames) {
            if (!each.content) {
                ++marks;
                continue;
            }
            rejections += each.content->rejection.empty() ? 0U : 1U;
            for (const auto& part : each.content->parts)
                for (const auto& stored : part.events) types.emplace(stored.name, stored.version);
        }
    }
    EXPECT_TRUE(types.contains({"application_refused", 1}));
    EXPECT_TRUE(types.contains({"application_refused", 2}));
    EXPECT_EQ(types.size(), all_event_types().size());
    EXPECT_GT(rejections, 0U);
    EXPECT_GT(marks, 0U);
}

}  // namespace
}  // namespace parcours
