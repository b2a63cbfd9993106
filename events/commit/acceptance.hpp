// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <functional>
#include <unordered_map>
#include <unordered_set>
#include <variant>

#include "events/ports/journal.hpp"

namespace parcours {

// Reads one partition's records in order and says of each what it is: the rule, and the checks which stop a reader
// (log.md, "The rule" and "A tailer trusts no broker blindly"). Used by every tailer, by replay and by auditors.
// Not thread-safe.
class acceptance {
  public:
    // The last version of a stream in the history read so far; 0 where it has none.
    using version_lookup = std::function<expected<std::uint64_t>(const stream_id&)>;

    acceptance(partition_number partition, const history_end& from, version_lookup last_version);

    // A record of somebody else, or damaged in its length or digest: counted, and nothing more.
    struct foreign {};
    using verdict = std::variant<accepted, ignored, foreign, failure>;

    // After a `failure` the partition must be read no further.
    verdict take(std::int64_t offset, byte_view record);

    const history_end& end() const { return end_; }

    // A frame accepted before this reading began, one of the last: a copy of it proves nothing.
    void remember_accepted(const digest& hash);

  private:
    verdict extend(std::int64_t offset, const frame& next, const head& after);
    verdict extend_commit(accepted&& next, byte_view body);
    verdict set_aside(std::int64_t offset, const frame& next);
    std::optional<failure> versions_follow(const commit& content);

    partition_number partition_;
    history_end end_;
    version_lookup last_version_;
    // Versions of the streams seen last, so that a busy stream costs no look-up.
    std::unordered_map<stream_id, std::uint64_t, id_hash> versions_;
    // Who wrote the records ignored last: whoever extends another's ignored record had accepted it (model, W7).
    std::unordered_map<std::string, writer_id> ignored_writers_;
    std::deque<std::string> ignored_order_;
    // The frames accepted last: a late copy of one is ignored too, and whoever extends it has forked nothing.
    std::unordered_set<std::string> accepted_;
    std::deque<std::string> accepted_order_;
};

}  // namespace parcours
