// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "events/ports/clock.hpp"
#include "infra/logging/logger.hpp"
#include "infra/operator/metrics.hpp"
#include "projections/rebuild.hpp"
#include "projections/runner.hpp"
#include "query_api/services.hpp"

namespace parcours {

struct read_side_settings {
    runner_settings runner;
    std::int64_t relations_max_age_ms = 5'000;
    std::size_t relation_folds = 1;  // the first folds, which relations are read from
};

// The read models of this process: the runner with its folds and tables, and what requests and operators ask of them.
// Threads: any; `confirm` is called by the process's timer.
class read_side final : public read_models, private runner_observer {
  public:
    read_side(const journal& history, const clock& time, tables& where, read_side_settings settings, metrics& counted,
              logger& log);
    ~read_side() override;

    // Opens the table of each fold that `make` gives, in this order. REQUIRES: once, before `start`.
    expected<void> add(const std::function<std::vector<std::unique_ptr<fold>>()>& make);
    expected<void> start();
    void stop();
    void on_accepted(std::span<const accepted> group) { runner_.on_accepted(group); }

    // Notes that relations are level with the journal's end, if they are. `at_end`: how long ago the journal itself was
    // known to be level with the log, in ms; 0 where both are one.
    void confirm(std::int64_t at_end_ms_ago);

    std::unique_ptr<table_snapshot> snapshot(std::string_view projection) const override;
    void when_reached(std::vector<position> positions, std::int64_t wait_ms,
                      std::function<void(bool)> then) const override;
    bool relations_are_fresh() const override;
    // The same for relations alone: a command that changes one is answered when they have applied it.
    void when_relations_reached(std::vector<position> positions, std::int64_t wait_ms, std::function<void(bool)> then);

    // Why a table could not be written: its disk took nothing, and is not asked again before it is opened anew.
    std::optional<failure> disk_failure() const;
    std::vector<projection_lag> lags() const { return runner_.lags(); }
    const std::vector<std::string>& names() const { return names_; }
    // Folds a projection anew beside the running one and switches when it is level. Blocks; one at a time: else `invalid`.
    expected<rebuilt> rebuild_and_switch(const std::string& projection);
    // The rebuild under way: of which projection, how many commits it read and, about, of how many.
    struct rebuilding {
        std::string projection;
        rebuild_progress progress;
    };
    std::optional<rebuilding> rebuild_under_way() const;
    // Streams that a projection has set aside.
    expected<std::vector<parked>> parked_of(const std::string& projection) const;
    // Takes up such a stream again, or leaves out for good what cannot be applied of it: never of relations, for a link
    // that lost its end would show a file to somebody who was turned away. Blocks.
    expected<void> take_up(const std::string& projection, const id128& stream, bool leave_out);

  private:
    void on_applied(std::string_view projection, std::size_t commits, std::int64_t microseconds) override;
    void on_parked(std::string_view projection, const parked& what) override;
    void on_failed(std::string_view projection, const failure& why) override;

    expected<const fold*> find(const std::string& projection) const;
    bool note_progress(const rebuild_progress& progress);

    const journal& history_;
    const clock& time_;
    tables& where_;
    const read_side_settings settings_;
    metrics& counted_;
    logger& log_;
    mutable runner runner_;
    std::vector<std::string> names_;
    std::vector<std::unique_ptr<fold>> to_rebuild_;  // one like each that runs, for rebuilding
    std::atomic<std::int64_t> confirmed_at_ms_{-1'000'000'000};
    std::atomic<bool> stopping_{false};
    std::mutex rebuilding_;
    mutable std::mutex progress_guard_;
    std::optional<rebuilding> under_way_;
    std::optional<failure> disk_failure_;  // under the same guard
};

}  // namespace parcours
