// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/time.hpp"

namespace parcours {

// What time it is. Threads: any.
class clock {
  public:
    virtual ~clock() = default;
    virtual instant now() const = 0;  // the calendar's time; may jump
    // Milliseconds since the machine started, suspension included: what deadlines and ages are measured by.
    virtual std::int64_t since_boot_ms() const = 0;
};

}  // namespace parcours
