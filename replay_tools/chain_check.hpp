// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "replay_tools/verification.hpp"
#include "replay_tools/walk.hpp"

namespace parcours::replay {

// Whether the frames of a partition are a chain: heights and times grow, what is ours is whole, and every record extends
// one that lies before it. A lost race leaves records that extend an older head; what extends nothing says that a record
// before it was changed, removed or moved.
class chain_check {
  public:
    explicit chain_check(fault_list& faults) : faults_(faults) {}

    void take_accepted(const met_record& met);
    void take_other(const met_record& met);
    // The commit of an accepted frame; nothing where it holds none. Faults are told where `tells`.
    std::optional<commit> decode(const met_record& met, bool tells);
    // Tells the records that extend nothing; reads the partition again where there is a doubt.
    expected<void> settle(const log_reader& records, partition_number partition, fault_list& faults) const;

  private:
    static constexpr std::size_t hashes_kept_max = 65'536;
    static constexpr std::size_t strangers_max = 1'000;
    // A record whose `previous` is none of the frames met last.
    struct stranger {
        position at;
        digest previous{};
    };

    void remember(const digest& hash);
    void hold_against_last(const met_record& met, std::uint64_t height, std::optional<instant> recorded_at);
    void undecodable(const met_record& met, const failure& why, bool tells);

    fault_list& faults_;
    std::unordered_set<std::string> hashes_;
    std::deque<std::string> order_;
    std::vector<stranger> strangers_;
    std::uint64_t height_ = 0;
    instant last_;
};

}  // namespace parcours::replay
