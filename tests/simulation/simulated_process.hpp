// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>

#include "commands/executor/partition_executor.hpp"
#include "tests/simulation/asked_command.hpp"
#include "tests/support/fixed_entropy.hpp"
#include "tests/support/log_in_memory.hpp"

namespace parcours {

// One time for all, and for each process a calendar of its own that may be wrong.
struct simulated_time {
    std::int64_t boot_ms = 1'000'000;
};
class simulated_clock final : public clock {
  public:
    explicit simulated_clock(const simulated_time& time) : time_(time) {}
    instant now() const override { return {1'700'000'000'000 + time_.boot_ms + skew_ms}; }
    std::int64_t since_boot_ms() const override { return time_.boot_ms; }
    std::int64_t skew_ms = 0;

  private:
    const simulated_time& time_;
};

// What every process of a run is given.
struct simulated_surroundings {
    broker_in_memory& broker;
    keys& vault;
    const simulated_time& time;
    const charter& terms;
    const executor_settings& settings;
    planted_fault fault;
    std::function<void(const std::string&)> note;  // a line of the trace; empty where nobody asked for one
    std::set<digest>& lost;                        // commits that were called lost
};

// A process of the platform: its executor of partition 0, its clock, its view of the log. It can crash and come again.
class simulated_process final : public log_listener, public log_writer, public append_listener, public commit_fates {
  public:
    simulated_process(std::size_t number, const simulated_surroundings& around, std::uint64_t seed);

    void on_accepted(std::span<const accepted> group) override;
    void on_ignored(const ignored& record) override;
    void on_stopped(partition_number partition, const failure& why) override;
    void on_append_failed(const append_failure& failed) override;
    void append(append_group group) override;
    void renew(partition_number partition) override { log_.renew(partition); }
    void on_lost(const command_id& command, const digest& commit) override;
    void on_given_up(const command_id& command) override;

    // Memory gone; the journal keeps its first `frames_kept` frames; `acknowledged` as for `take_over`.
    void crash(std::size_t frames_kept);
    // `acknowledged`: the greatest offset that any client was told of by now.
    void take_over(std::int64_t acknowledged);
    void step_down();
    void ask(const std::shared_ptr<const asked_command>& asked, std::int64_t deadline_ms,
             const std::function<void(const given_answer&)>& then);
    void tick();

    bool owns() const { return executor_->now_in() != partition_executor::mode::idle; }
    const partition_executor& executor() const { return *executor_; }
    log_in_memory& log() { return log_; }
    simulated_clock& time() { return clock_; }
    bool paused = false;
    std::size_t losses = 0;  // commits called lost
    // What must never be, seen on the way.
    std::vector<std::string> violations;

  private:
    void start();
    void watch_take_over();
    void note(const std::string& line) const;

    std::size_t number_;
    simulated_surroundings around_;
    log_in_memory log_;
    simulated_clock clock_;
    fixed_entropy random_;
    tally_folds folds_;
    std::uint64_t starts_ = 0;
    std::int64_t acknowledged_before_ = -1;
    bool taking_over_ = false;
    std::multimap<command_id, digest> appended_;  // since this start
    std::unique_ptr<partition_executor> executor_;
};

}  // namespace parcours
