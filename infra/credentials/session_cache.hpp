// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

#include "query_api/credentials.hpp"

namespace parcours {

// When a session ends that nobody uses any more.
instant end_of(const session& what);

// Sessions as they were read at most 30 s ago, by the hash of their token; and when each was last used, which is
// written only now and then. Threads: any.
class session_cache {
  public:
    explicit session_cache(std::size_t sessions_max) : sessions_max_(sessions_max) {}

    struct in_use {
        session what;
        bool note = false;  // that it is in use is to be written; told to one of those who ask
    };
    // Nothing: it must be read. A session that has ended comes as it is, and is not in use.
    std::optional<in_use> use(const bytes& token_hash, instant now, std::int64_t now_ms);
    // What was read after `changes` told `seen`; not kept where something was taken out since.
    in_use put(const bytes& token_hash, const session& read, std::uint64_t seen, instant now, std::int64_t now_ms);
    std::uint64_t changes() const;
    // The last use of a session that was read.
    instant used_at(const bytes& token_hash, const session& read) const;

    void remove(const std::vector<bytes>& token_hashes);
    // All sessions of the account must be read again.
    void forget(const person_id& account);

    static constexpr std::int64_t age_ms_max = 30'000;
    static constexpr std::int64_t noted_every_ms = 300'000;

  private:
    struct entry {
        session what;
        std::int64_t read_ms = 0;   // since boot
        std::int64_t noted_ms = 0;  // of the calendar: the use that is written
        bool stale = false;
    };
    in_use take(entry& one, instant now);
    void drop(const bytes& token_hash);
    void make_room(std::int64_t now_ms);

    const std::size_t sessions_max_;
    mutable std::mutex guard_;
    std::uint64_t changes_ = 0;
    std::unordered_map<bytes, entry> entries_;
    std::unordered_map<person_id, std::vector<bytes>, id_hash> of_account_;
};

}  // namespace parcours
