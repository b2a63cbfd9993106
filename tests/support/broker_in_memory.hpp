// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "events/ports/log_reader.hpp"
#include "events/ports/log_writer.hpp"
#include "tests/support/random_source.hpp"

namespace parcours {

// What may go wrong with a group on its way to the log, each in parts of a thousand; none at first.
struct log_faults {
    std::uint32_t lose = 0;         // never arrives, and nobody says so
    std::uint32_t delay = 0;        // its records arrive one by one, at any later time and in any order, or never
    std::uint32_t duplicate = 0;    // arrives, and its records may come again at any later time
    std::uint32_t fail_unsent = 0;  // is told as not sent, and never arrives
    std::uint32_t fail_sent = 0;    // is told as in doubt; arrives now, later or never
    std::uint32_t gap = 0;          // the log skips offsets before it, as a transaction's marks would make it
};

// The log's records as every process sees them, and what is on its way to them. Deterministic: a seed and the order of
// calls decide everything. Threads: any.
class broker_in_memory {
  public:
    explicit broker_in_memory(log_shape shape, std::uint64_t seed = 0);

    log_shape shape() const { return shape_; }
    void set_faults(const log_faults& faults);

    // A writer's line to the broker; groups of one line and partition arrive in order.
    using line = std::uint64_t;
    line open_line();
    void send(line from, append_group group);
    // What waits on this line may still come at any later time, or never.
    void abandon(line from, partition_number partition);
    // Lets one group of this line arrive or fail; nothing waited: `arrived` is false.
    struct delivery {
        bool arrived = false;
        std::optional<append_failure> failed;
    };
    delivery deliver(line from, partition_number partition);
    bool waits(line from, partition_number partition) const;

    // One of the records that may still come, whichever, comes now; false: there is none.
    bool deliver_late();
    std::size_t late_count() const;
    // Adds a record as a stranger or a rival would; answers its offset.
    std::int64_t append(partition_number partition, bytes value);

    std::int64_t read(partition_number partition, std::int64_t from, std::size_t records_max,
                      const std::function<void(const log_record&)>& show) const;
    std::int64_t next_offset(partition_number partition) const;

  private:
    struct record {
        std::int64_t offset = 0;
        bytes value;
    };
    std::int64_t add(partition_number partition, bytes value);
    void keep_for_later(const append_group& group);

    mutable std::mutex guard_;
    log_shape shape_;
    random_source random_;
    log_faults faults_;
    line lines_ = 0;
    std::vector<std::vector<record>> records_;
    std::map<std::pair<line, partition_number>, std::deque<append_group>> waiting_;
    std::vector<std::pair<partition_number, bytes>> late_;
};

}  // namespace parcours
