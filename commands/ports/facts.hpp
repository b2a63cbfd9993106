// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "commands/fact_needs.hpp"
#include "events/failure.hpp"

namespace parcours {

// Reads what a decider must know of other routes, before its command enters the queue. Threads: any.
class fact_reader {
  public:
    virtual ~fact_reader() = default;
    // Calls back once, from any thread. The actor's own account and audiences are always told; of what is not known
    // the fact is absent. A unique value is not reserved here: whoever issues commands does that and fills `taken`.
    // `unavailable`: relations or the vault did not answer in time, and nothing may be decided.
    virtual void read(const actor& by, const fact_needs& needs, std::function<void(expected<remote_facts>)> then) = 0;
};

}  // namespace parcours
