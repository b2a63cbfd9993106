// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "projections/fold.hpp"
#include "replay_tools/verification.hpp"

namespace parcours::replay {

// What commits hold, for one share of the streams and commands: versions without a gap, every event decodable, every
// stream foldable, no command twice.
class content_check {
  public:
    content_check(std::size_t share, std::size_t shares, fault_list& faults);
    ~content_check();

    void take(const position& at, const commit& content);
    std::size_t size_in_bytes() const;

  private:
    void take_command(const position& at, const commit& content);
    void take_part(const position& at, const commit& content, const stream_part& part);
    bool is_ours(std::size_t hash) const { return hash % shares_ == share_; }

    std::size_t share_;
    std::size_t shares_;
    fault_list& faults_;
    std::unordered_map<stream_id, std::uint64_t, id_hash> versions_;
    std::unordered_set<stream_id, id_hash> unfoldable_;
    std::unordered_set<id128, id_hash> commands_;
    std::vector<std::pair<stream_kind, std::unique_ptr<fold_from_scratch>>> folds_;
};

// The digest of the charter that this event adopts; nothing where it is another event, or one that cannot be decoded.
std::optional<digest> adopted_charter(const stream_id& stream, const stored_event& stored, const position& at,
                                      fault_list& faults);

}  // namespace parcours::replay
