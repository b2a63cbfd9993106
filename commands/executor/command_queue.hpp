// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "commands/executor/pending_chain.hpp"
#include "commands/executor/settings.hpp"

namespace parcours {

// Commands that wait to be decided, in the order they came; those decided before go first. Bounded by whoever pushes.
// Not thread-safe.
class command_queue {
  public:
    explicit command_queue(const executor_settings& settings) : settings_(settings) {}

    std::size_t size() const { return all_.size(); }
    bool empty() const { return all_.empty(); }
    void push(waiting_command next) { all_.push_back(std::move(next)); }
    // In their order, before all others.
    void push_again(std::vector<waiting_command> lost);
    // The first whose Read-After has been reached.
    std::optional<waiting_command> next(std::int64_t offset_reached);
    // Takes away what has waited too long for its position.
    std::vector<waiting_command> take_unreached(std::int64_t offset_reached, std::int64_t now_ms);
    // Takes away what is past its deadline.
    std::vector<waiting_command> take_expired(std::int64_t now_ms);
    std::vector<waiting_command> take_all();
    bool has(const command_id& command) const;

    // Boot time after which this command is dropped.
    std::int64_t deadline_ms(const waiting_command& one) const;

  private:
    template <class Chosen>
    std::vector<waiting_command> take_if(const Chosen& chosen);

    executor_settings settings_;
    std::deque<waiting_command> all_;
};

}  // namespace parcours
