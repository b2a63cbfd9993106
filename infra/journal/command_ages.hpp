// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <deque>
#include <memory>

#include "events/id.hpp"
#include "events/time.hpp"

namespace rocksdb {
class CompactionFilterFactory;
}

namespace parcours {

// From when on the outcomes of commands are kept, by partition: what is older is no longer found, and compaction drops
// it, so that forgetting costs no write. Threads: any.
class command_ages {
  public:
    // REQUIRES: before it is shared with a compaction that may run.
    void set_partitions(partition_number partitions);
    void keep_from(partition_number partition, instant first);
    bool forgotten(partition_number partition, instant recorded_at) const;

    static std::shared_ptr<rocksdb::CompactionFilterFactory> filter(std::shared_ptr<const command_ages> ages);

  private:
    std::atomic<partition_number> partitions_ = 0;
    std::deque<std::atomic<std::int64_t>> kept_from_ms_;
};

}  // namespace parcours
