// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "commands/executor/known_history.hpp"
#include "events/ports/clock.hpp"
#include "events/ports/entropy.hpp"
#include "events/ports/keys.hpp"
#include "events/ports/log_writer.hpp"

namespace parcours {

// What an executor works with. All must outlive it.
struct executor_ports {
    const journal& history;
    log_writer& log;
    keys& vault;
    const clock& time;
    entropy& random;
    const stream_folds& folds;
};

// What the next commit extends.
struct chain_tip {
    digest hash{};
    std::uint64_t height = 0;
    instant recorded_at;
};

// What a command comes to on one state: a commit to append, or an answer that appends nothing.
struct command_decision {
    command_answer said;  // position and content are whoever appends
    std::optional<commit> content;
    bytes body;                    // of the commit, encoded
    std::uint64_t keys_until = 0;  // the ticket of the newest key used
    std::vector<std::pair<stream_id, known_state>> states;
    std::shared_ptr<const route_state> routed;
};

// Decides commands step by step on history and what is pending, seals what they make, and puts it into one commit.
// Not thread-safe.
class decision_maker {
  public:
    decision_maker(partition_number partition, const executor_ports& ports, const charter& terms, writer_id writer,
                   std::uint64_t stream_events_max, planted_fault fault);

    // From now on these hold. They must outlive this.
    void adopt(const charter& terms) { terms_ = &terms; }

    command_decision decide(const ready_command& command, known_history& history, const pending_chain& pending,
                            const chain_tip& tip);

  private:
    struct work;
    bool run(work& at, known_history& history, const pending_chain& pending) const;
    bool run_step(work& at, const command_step& step, const known_state& before) const;
    expected<stored_event> seal(work& at, const new_event& made, const stream_id& stream, std::uint32_t ordinal) const;
    bool version_holds(const work& at, const known_state& before) const;
    command_decision finish(work&& at) const;

    partition_number partition_;
    executor_ports ports_;
    const charter* terms_;
    writer_id writer_;
    std::uint64_t stream_events_max_;
    planted_fault fault_;
};

}  // namespace parcours
