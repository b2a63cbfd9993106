// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/ports/clock.hpp"

namespace parcours {

// The machine's clocks: CLOCK_REALTIME, and CLOCK_BOOTTIME, which counts while the machine sleeps. Threads: any.
class system_clock final : public clock {
  public:
    instant now() const override;
    std::int64_t since_boot_ms() const override;
};

}  // namespace parcours
