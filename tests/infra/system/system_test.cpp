// SPDX-License-Identifier: Apache-2.0
#include <set>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "infra/system/process_guard.hpp"
#include "infra/system/system_clock.hpp"
#include "infra/system/system_entropy.hpp"

namespace parcours {
namespace {

TEST(TheClocks, TellThePresentAndNeverGoBackSinceBoot) {
    const system_clock time;
    EXPECT_GT(time.now(), *parse_instant("2025-01-01T00:00:00Z"));
    const auto first = time.since_boot_ms();
    EXPECT_LE(first, time.since_boot_ms());
    EXPECT_GT(first, 0);
}

TEST(TheEntropy, GivesWhatWasNotGivenBefore) {
    system_entropy random;
    std::set<token128> seen;
    for (int i = 0; i < 1'000; ++i) EXPECT_TRUE(seen.insert(random.token()).second);
}

TEST(AGuardedProcess, LeavesNoCore) {
    const auto child = ::fork();
    if (child == 0) {
        guard_process();
        rlimit now{};
        ::getrlimit(RLIMIT_CORE, &now);
        ::_exit(now.rlim_max == 0 ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

}  // namespace
}  // namespace parcours
