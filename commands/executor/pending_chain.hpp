// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "commands/handler.hpp"

namespace parcours {

// A command that was not answered yet, and who asked.
struct waiting_command {
    std::unique_ptr<ready_command> what;
    answer tell;
    std::int64_t came_ms = 0;    // since boot
    std::uint32_t attempts = 0;  // times decided before; what those came to is lost for good
};

// A stream's state and its last version. Nobody changes a state that others may hold.
struct known_state {
    std::shared_ptr<const stream_state> state;
    std::uint64_t version = 0;
};

// An answer that appends nothing: true only if all that it was decided on comes into history.
struct held_answer {
    waiting_command asker;
    command_answer said;
};

// A commit that was appended and not read back yet, and what holds once it is.
struct pending_commit {
    command_id command{};
    digest hash{};
    std::uint64_t group = 0;  // the append's token
    std::uint64_t height = 0;
    instant recorded_at;
    std::int64_t appended_ms = 0;  // since boot
    digest request_digest{};
    token128 dedupe_key{};
    std::vector<std::pair<stream_id, known_state>> states;
    route_number route = 0;
    std::shared_ptr<const route_state> routed;  // null where it changes nothing
    std::vector<waiting_command> askers;        // whose command it is, and those who asked the same again
    std::vector<held_answer> held;              // told after it
};

// The commits which extend history once they are read back, each the one before it. Not thread-safe.
class pending_chain {
  public:
    bool empty() const { return all_.empty(); }
    std::size_t size() const { return all_.size(); }
    const pending_commit& front() const { return all_.front(); }
    pending_commit& back() { return all_.back(); }
    const pending_commit& back() const { return all_.back(); }
    std::deque<pending_commit>& all() { return all_; }

    void push(pending_commit next) { all_.push_back(std::move(next)); }
    pending_commit pop_front();
    // Takes away the first commit of this group and all that were decided after it.
    std::vector<pending_commit> drop_from(std::uint64_t group);
    std::vector<pending_commit> drop_all();

    pending_commit* find(const command_id& command);
    // As the chain leaves it; null where no pending commit touches it.
    const known_state* state_of(const stream_id& stream) const;
    std::shared_ptr<const route_state> route_of(route_number route) const;

  private:
    // Searched from its end: it is short, and nothing beside it must be rolled back.
    std::deque<pending_commit> all_;
};

}  // namespace parcours
