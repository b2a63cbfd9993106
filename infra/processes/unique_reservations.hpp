// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "commands/executor/partition_executor.hpp"
#include "commands/fact_needs.hpp"
#include "events/ports/clock.hpp"
#include "events/ports/log_reader.hpp"
#include "infra/logging/logger.hpp"

namespace parcours {

// Command ids follow from digests and random octets, so any eight of theirs are a good hash.
struct command_id_hash {
    std::size_t operator()(const command_id& id) const { return read_u64(reinterpret_cast<const char*>(id.data())); }
};

// What commands have reserved in the unique index, from before they enter their queue until their commit is in history
// or never will be (architecture.md, "Facts"). The index is asked on one thread of its own, in order, for it syncs.
// Threads: any; calls back from its own.
class unique_reservations final : public commit_fates {
  public:
    unique_reservations(unique_index& index, const journal& history, const clock& time, logger& log);
    ~unique_reservations() override;

    // Which kinds another holds ("email", "siret"); what is left over is reserved under the command.
    void reserve(const std::vector<unique_claim>& claims, const command_id& command, partition_number partition,
                 std::function<void(expected<std::set<std::string>>)> then);
    // It goes to its executor now: from here on its commit may come, whatever is answered.
    void hand_over(const command_id& command);
    // It was never handed over, and whoever reserved is answered.
    void withdrawn(const command_id& command, std::function<void()> then);
    // It was handed over, and whoever reserved is answered: with this commit, or without one. Then the index knows of it.
    void answered(const command_id& command, std::shared_ptr<const commit> content, std::function<void()> then);

    // Threads: the tailer's; before the executor hears of it.
    void on_accepted(std::span<const accepted> group);
    void on_lost(const command_id& command, const digest& commit) override;
    void on_given_up(const command_id& command) override;

    // Settles what earlier runs left open, and what is older than 10 minutes; from a timer.
    void sweep();
    // Does what waits, and ends. Whoever reserves later is turned away; whoever is answered later is told so at once.
    void stop();

  private:
    struct entry {
        std::vector<unique_kind> kinds;
        partition_number partition = 0;
        std::size_t askers = 0;
        std::size_t handed = 0;  // of the askers, those whose command is with the executor or on its way there
        bool may_come = false;
    };
    void post(std::function<void()> errand);
    bool takes_more() const;
    void settle(const command_id& command, const std::vector<unique_kind>& kinds, const commit& content);
    void forget_or_release(const command_id& command);
    void settle_open(const open_reservation& open);
    void forget_abandoned(const command_id& command);

    unique_index& index_;
    const journal& history_;
    const clock& time_;
    logger& log_;
    std::mutex guard_;
    std::unordered_map<command_id, entry, command_id_hash> entries_;
    std::atomic<std::size_t> entry_count_{0};
    struct worker;
    std::unique_ptr<worker> worker_;
};

}  // namespace parcours
