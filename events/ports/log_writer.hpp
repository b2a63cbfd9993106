// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "events/bytes.hpp"
#include "events/failure.hpp"
#include "events/id.hpp"

namespace parcours {

// Frames of one partition, each extending the one before it, to be appended in this order.
struct append_group {
    partition_number partition = 0;
    std::uint64_t token = 0;       // the caller's name for this group; told back when it fails
    std::uint64_t keys_until = 0;  // the keys' ticket that must be durable before (0: none): "keys first"
    std::vector<bytes> frames;
};

// How an append failed. Success is not told: a commit is in history when the tailer has accepted it, and only then.
struct append_failure {
    partition_number partition = 0;
    std::uint64_t token = 0;
    bool sent = true;  // false: certainly not in the log and never will be; true: doubt (log.md, "Doubt")
    failure why;
};

// Threads: called from the writer's own thread; must not block.
class append_listener {
  public:
    virtual ~append_listener() = default;
    virtual void on_append_failed(const append_failure& failed) = 0;
};

// Appends records. Threads: any; never blocks; what does not fit its bounded queue fails with sent = false.
class log_writer {
  public:
    virtual ~log_writer() = default;
    virtual void append(append_group group) = 0;
    // Throws away what waits for this partition and is not yet sent, and starts with a new producer: after doubt.
    virtual void renew(partition_number partition) = 0;
};

}  // namespace parcours
