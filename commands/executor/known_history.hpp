// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commands/executor/byte_lru.hpp"
#include "commands/executor/pending_chain.hpp"
#include "commands/executor/settings.hpp"
#include "events/ports/journal.hpp"

namespace parcours {

// One partition's history up to one frame: head, ids and states are read from this one snapshot, never from further
// (log.md, "one snapshot"). States are folded from the journal, kept, and moved on as history grows. Not thread-safe.
class known_history {
  public:
    known_history(partition_number partition, const journal& source, const stream_folds& folds,
                  const executor_settings& settings, planted_fault fault);

    const history_end& end() const { return end_; }
    position at() const { return {partition_, end_.offset}; }

    // Starts from the journal's end.
    expected<void> begin();
    // The next accepted frame; the journal holds it already. `own`: it was ours, and its states are known.
    void advance(const accepted& next, const pending_commit* own);

    // From now on the states after this commit hold.
    void keep_states(const pending_commit& from);

    expected<std::optional<command_outcome>> find(const command_id& command) const;
    expected<std::optional<commit>> commit_at(const struct position& where) const { return journal_.commit_at(where); }
    // `corrupt`: an event that this program cannot decode.
    expected<known_state> state_of(const command_step& step);
    expected<std::shared_ptr<const route_state>> route_of(route_number route);
    // By what each event of a stream up to here is known; null where its state is not at hand.
    const known_events* known_of(const stream_id& stream);

  private:
    std::int64_t until() const { return fault_ == planted_fault::snapshot_behind_head ? end_before_ : end_.offset; }
    void keep(const stream_id& stream, known_state state);
    void keep(route_number route, std::shared_ptr<const route_state> state);
    void evolve(const accepted& next);
    expected<void> fold_stream(const stream_id& stream, route_state& into) const;

    partition_number partition_;
    const journal& journal_;
    const stream_folds& folds_;
    planted_fault fault_;
    history_end end_;
    std::int64_t end_before_ = -1;
    byte_lru<stream_id, known_state, id_hash> states_;
    byte_lru<route_number, std::shared_ptr<const route_state>, std::hash<route_number>> routes_;
};

// What a state may know of an event's place. A pending commit has no offset yet, so no state ever sees one.
stamp stamp_of(const stream_id& stream, std::uint64_t version, std::uint32_t ordinal, const stored_event& happened,
               const commit& in, partition_number partition);

}  // namespace parcours
