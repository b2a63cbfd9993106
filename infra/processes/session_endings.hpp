// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mutex>
#include <span>
#include <vector>

#include "events/ports/journal.hpp"
#include "infra/credentials/stored_credentials.hpp"
#include "infra/logging/logger.hpp"

namespace parcours {

// Ends sessions as the log says: one or all of an account that had them revoked, all of one that was deactivated; before
// the command that did it is answered. How far each partition was followed is noted beside the sessions, so that what a
// crash left open is ended at the next start (infra/vault/followed_notes.hpp). Threads: as each function says.
class session_endings {
  public:
    // All outlive it.
    session_endings(stored_credentials& accounts, vault_store& store, const journal& history, logger& log);

    // Ends what the journal says beyond what was noted. Where the journal is the log itself, a note that is further than it
    // counts up to its end alone. REQUIRES: before the log is read on.
    expected<void> catch_up(bool journal_is_log = false);
    // Threads: the tailer's; before the executor hears of it. What the notes say was done is not done again.
    void on_accepted(std::span<const accepted> group);
    // Notes how far the log was followed. Threads: any.
    void note();

  private:
    struct followed {
        std::int64_t next = 0;
        std::int64_t noted = 0;
        bool stuck = false;  // something could not be ended: it is tried again at the next start
    };
    expected<void> read_notes(bool journal_is_log);
    bool follow(const stream_part& part);  // whether something may have ended
    void end(const person_id& account, const std::optional<id128>& session);

    stored_credentials& accounts_;
    vault_store& store_;
    const journal& history_;
    logger& log_;
    std::mutex guard_;
    std::vector<followed> partitions_;
    bool failed_ = false;
};

}  // namespace parcours
