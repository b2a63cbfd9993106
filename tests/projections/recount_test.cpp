// SPDX-License-Identifier: Apache-2.0
#include "tests/projections/recount.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "projections/folds/applications.hpp"
#include "projections/folds/sponsorships.hpp"
#include "projections/make_fold.hpp"
#include "projections/make_folds.hpp"
#include "tests/projections/laws.hpp"
#include "tests/support/random_history.hpp"

namespace parcours {
namespace {

constexpr std::size_t commits = 120;

std::unique_ptr<table_snapshot> kept_rows(const fold& what, const written_history& history, std::uint64_t seed) {
    random_source course(seed);
    auto tables = kept_live(what, history, course);
    return tables.open(what.name(), what.version()).value()->snapshot();
}

RC_GTEST_PROP(EveryCountOfADashboard, IsAPlainCountOverTheRows, (std::uint64_t seed)) {
    const auto history = random_history(seed, 3, commits);
    RC_ASSERT(breach_of_recount_of_applications(*kept_rows(*make_fold<applications>(), *history, seed)) == "");
    RC_ASSERT(breach_of_recount_of_sponsorships(*kept_rows(*make_fold<sponsorships>(), *history, seed)) == "");
}

RC_GTEST_PROP(EntriesAndCounts, FollowFromTheRowsAlone, (std::uint64_t seed)) {
    const auto history = random_history(seed, 3, commits);
    for (const auto& each : make_folds())
        RC_ASSERT(breach_of_consequences(each->name(), *kept_rows(*each, *history, seed), 3) == "");
}

}  // namespace
}  // namespace parcours
