// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>

#include "events/ports/clock.hpp"

namespace parcours {

// Time that passes when a test says so. Threads: any.
class fake_clock final : public clock {
  public:
    explicit fake_clock(instant now = {1'700'000'000'000}) : now_ms_(now.ms) {}

    instant now() const override { return {now_ms_.load()}; }
    std::int64_t since_boot_ms() const override { return since_boot_ms_.load(); }

    void advance_ms(std::int64_t by_ms) {
        now_ms_ += by_ms;
        since_boot_ms_ += by_ms;
    }
    // The calendar's time alone, as when somebody corrects it.
    void jump_to(instant at) { now_ms_ = at.ms; }

  private:
    std::atomic<std::int64_t> now_ms_;
    std::atomic<std::int64_t> since_boot_ms_{1'000'000};
};

}  // namespace parcours
