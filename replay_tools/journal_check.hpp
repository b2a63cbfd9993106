// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>

#include "replay_tools/verification.hpp"
#include "replay_tools/walk.hpp"

namespace parcours::replay {

// Whether a journal says of one partition what its log says: the same frames, the same index, the same end. Told once a
// partition for the frames, for what follows a difference differs too.
class journal_check {
  public:
    journal_check(const journal& kept, partition_number partition, fault_list& faults)
        : kept_(kept), partition_(partition), faults_(faults) {}

    // Every record, in order; `content` of an accepted commit.
    void take(const met_record& met, const commit* content);
    void end(const read_partition& read);

  private:
    struct kept_frame {
        std::int64_t offset = 0;
        digest hash{};
    };
    void read_on();
    void take_frame(const met_record& met);
    void take_index(const met_record& met, const commit& content);
    void differs(const position& at, std::string what);

    const journal& kept_;
    partition_number partition_;
    fault_list& faults_;
    std::deque<kept_frame> ahead_;
    std::int64_t next_ = 0;
    bool read_to_end_ = false;
    bool differs_ = false;
};

}  // namespace parcours::replay
