// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "events/ports/clock.hpp"
#include "events/ports/journal.hpp"
#include "projections/fold.hpp"

namespace parcours {

// What the runner tells as it goes; for metrics and the operator. Called from the runner's thread.
class runner_observer {
  public:
    virtual ~runner_observer() = default;
    virtual void on_applied(std::string_view projection, std::size_t commits, std::int64_t microseconds) = 0;
    virtual void on_parked(std::string_view projection, const parked& what) = 0;
    virtual void on_failed(std::string_view projection, const failure& why) = 0;
};

struct runner_settings {
    std::size_t queue_commits_max = 4096;  // what waits in memory; beyond it the runner reads from the journal
    std::size_t group_commits_max = 512;   // folded into one batch
    std::size_t waiters_max = 10'000;   // who waits for positions; beyond it they are told at once that it was in vain
    std::int64_t position_step = 4096;  // offsets without a change after which a position is written all the same
    std::int64_t retry_ms = 1000;       // after which a fold whose table failed is tried again
};

// How far behind a projection is.
struct projection_lag {
    std::string name;
    int version = 0;
    std::vector<std::int64_t> offsets;  // applied, by partition
    std::int64_t offsets_behind = 0;    // known to the journal and not applied; offsets may have gaps
    instant oldest_unapplied;           // recorded-at; zero where nothing waits
    std::int64_t heartbeat_ms = 0;      // since boot, of the last turn
    std::size_t parked = 0;
    bool failed = false;  // its table could not be read or written
};

// How far a table was read, by partition; `corrupt` where the history does not reach it: the log lost its end, or is another one.
expected<std::vector<std::int64_t>> read_offsets(const table_snapshot& from, const journal& history);

// Feeds accepted commits to all folds, the first ones first (relations), and writes each fold's changes with its
// position in one batch. A fold that is behind reads the journal, a group at a turn, while those that are level stay so;
// of several the first one goes first. A fold whose table fails stays where it is, says so, and is tried again.
// One thread of its own. `on_accepted` never blocks.
class runner {
  public:
    runner(const journal& history, const clock& time, runner_settings settings, runner_observer& observer);
    ~runner();
    runner(const runner&) = delete;
    runner& operator=(const runner&) = delete;

    // REQUIRES: before `start`; in the order in which folds shall run.
    expected<void> add(std::unique_ptr<fold> one, std::unique_ptr<table> where);
    // Reads each fold's positions, checks that the history reaches them, and begins.
    expected<void> start();
    // Ends after the group under way; what was applied is flushed.
    void stop();

    // Threads: any.
    void on_accepted(std::span<const accepted> group);

    // Calls back once every fold (or the first `folds` of them) has applied these positions, or with false when
    // `deadline_ms` (since boot) has passed; at once where it holds already. Called from the runner's thread otherwise.
    void when_reached(std::vector<position> positions, std::int64_t deadline_ms, std::size_t folds,
                      std::function<void(bool)> then);
    bool reached(std::span<const position> positions, std::size_t folds) const;
    static constexpr std::size_t all_folds = static_cast<std::size_t>(-1);

    std::vector<projection_lag> lags() const;
    // Positions all folds have applied, by partition.
    std::vector<position> applied() const;
    // REQUIRES: a projection of this name was added. The snapshot is of its present table.
    std::unique_ptr<table_snapshot> snapshot(std::string_view projection) const;

    // Puts a rebuilt table in the place of a fold's once it is level; readers see the old one until then. `open` and
    // `then` are called from the runner's thread.
    void switch_table(std::string_view projection, std::function<expected<std::unique_ptr<table>>()> open,
                      std::function<void(expected<void>)> then);
    // Takes up a parked stream with what the journal holds of it, or leaves out for good what cannot be applied. `then` is
    // called from the runner's thread; `corrupt`: it is parked anew, `invalid`: it was not parked.
    void take_up(std::string_view projection, const stream_id& stream, bool leave_out,
                 std::function<void(expected<void>)> then);

  private:
    struct at_work;
    struct waiter;
    struct errand;
    void work();
    void turn(std::span<const accepted> group);
    bool catch_up();
    bool catch_up_with(at_work& one);
    bool reopen(at_work& one);
    bool apply(at_work& one, std::span<const accepted> group);
    expected<void> write(at_work& one, std::span<const accepted> group);
    void fail(at_work& one, const failure& why);
    void persist_positions(at_work& one);
    void run(errand& asked);
    void begin_switch(errand& asked);
    expected<void> take_up(at_work& one, const stream_id& stream, bool leave_out);
    void enqueue(const errand& asked);
    bool advance_switch();
    bool holds(const waiter& one) const;
    void wake();
    at_work& find(std::string_view projection) const;

    const journal& history_;
    const clock& time_;
    runner_settings settings_;
    runner_observer& observer_;
    std::vector<std::unique_ptr<at_work>> folds_;
    std::vector<std::unique_ptr<at_work>> incoming_;  // rebuilt, on their way to being level; the runner's thread alone
    bool catching_up_ = false;                        // the runner's thread alone
    mutable std::mutex guard_;
    std::condition_variable turn_;
    std::deque<accepted> queue_;
    bool overflowed_ = false;
    bool stopping_ = false;
    bool waiters_added_ = false;
    std::vector<errand> errands_;
    std::vector<waiter> waiters_;
    std::thread thread_;
};

}  // namespace parcours
