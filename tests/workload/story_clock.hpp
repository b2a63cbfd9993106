// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>

#include "events/ports/clock.hpp"

namespace parcours::workload {

// The time of a life that is told in a hurry, and the real one once it is over. Deadlines and ages are real all the
// time. Threads: any.
class story_clock final : public clock {
  public:
    // `real` outlives it.
    story_clock(const clock& real, instant begin) : real_(real), told_ms_(begin.ms) {}

    instant now() const override {
        const auto told = told_ms_.load();
        return told == real_time ? real_.now() : instant{told};
    }
    std::int64_t since_boot_ms() const override { return real_.since_boot_ms(); }

    // Never back. Not with `go_live` at the same time.
    void advance_to(instant at) {
        if (told_ms_.load() != real_time && at.ms > told_ms_.load()) told_ms_ = at.ms;
    }
    void go_live() { told_ms_ = real_time; }

  private:
    static constexpr std::int64_t real_time = -1;
    const clock& real_;
    std::atomic<std::int64_t> told_ms_;
};

}  // namespace parcours::workload
