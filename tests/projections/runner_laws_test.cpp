// SPDX-License-Identifier: Apache-2.0
// A process that is stopped at any point, and goes on in another.
#include <chrono>
#include <thread>

#include <gtest/gtest.h>

#include "projections/make_folds.hpp"
#include "projections/runner.hpp"
#include "tests/projections/laws.hpp"
#include "tests/projections/watcher.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/random_history.hpp"

namespace parcours {
namespace {

constexpr std::uint64_t histories = 8;
constexpr std::uint64_t lives_max = 6;
constexpr std::size_t commits = 150;

// Processes one after the other over the same history and tables; the last one is left to finish.
class many_lives {
  public:
    explicit many_lives(std::uint64_t seed) : random_(seed), history(random_history(seed, 4, commits)) {}

    void live_and_stop() {
        tables.fail_writes(random_.below(30));
        with_a_runner([&](const runner& what, const watcher& seen) {
            const bool at_once = random_.chance(300);
            return at_once || seen.failures() > 0 || what.reached(history->ends(), runner::all_folds);
        });
        tables.allow_writes();
    }
    void live_to_the_end() {
        with_a_runner(
            [&](const runner& what, const watcher&) { return what.reached(history->ends(), runner::all_folds); });
    }

  private:
    template <class Enough>
    void with_a_runner(const Enough& enough) {
        watcher seen;
        fake_clock time;
        runner what(history->journal(), time, {.group_commits_max = 1 + random_.below(7)}, seen);
        for (auto& one : make_folds()) {
            auto where = tables.open(one->name(), one->version());
            ASSERT_TRUE(what.add(std::move(one), *std::move(where)).has_value());
        }
        ASSERT_TRUE(what.start().has_value());
        tell(what);
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (!enough(what, seen) && std::chrono::steady_clock::now() < until) std::this_thread::yield();
        what.stop();
    }
    // What the tailer tells meanwhile: some of the end of the history, which is in the journal already.
    void tell(runner& what) {
        const auto& all = history->all();
        for (std::size_t at = all.size() - random_.below(all.size()); at < all.size();) {
            const auto count = std::min<std::size_t>(1 + random_.below(5), all.size() - at);
            what.on_accepted(std::span(all).subspan(at, count));
            at += count;
        }
    }
    random_source random_;

  public:
    std::unique_ptr<written_history> history;
    tables_in_memory tables;
};

TEST(AProcessThatIsStoppedAtAnyPoint, GoesOnToTheTablesOfARebuild) {
    const std::uint64_t first = seed_or(1);
    for (std::uint64_t seed = first; seed < first + histories; ++seed) {
        SCOPED_TRACE("PARCOURS_SEED=" + std::to_string(seed));
        many_lives lives(seed);
        for (auto left = random_source(seed).below(lives_max); left > 0; --left) lives.live_and_stop();
        lives.live_to_the_end();
        for (const auto& each : make_folds()) {
            const auto anew = built_anew(*each, *lives.history, std::size_t{256} << 20);
            EXPECT_EQ(difference_between(said_by(lives.tables, *each), said_by(anew, *each)), "") << each->name();
            const auto where = lives.tables.open(each->name(), each->version()).value();
            const auto read_to = read_offsets(*where->snapshot(), lives.history->journal());
            ASSERT_TRUE(read_to.has_value());
            for (const auto& end : lives.history->ends()) EXPECT_EQ(read_to->at(end.partition), end.offset);
        }
    }
}

}  // namespace
}  // namespace parcours
