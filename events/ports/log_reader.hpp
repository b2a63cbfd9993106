// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>

#include "events/commit/commit.hpp"
#include "events/commit/frame.hpp"
#include "events/failure.hpp"

namespace parcours {

// A record as it lies in the log, accepted or not. Offsets grow; they may have gaps.
struct log_record {
    partition_number partition = 0;
    std::int64_t offset = 0;
    byte_view value;
};

struct log_shape {
    token128 generation{};
    partition_number partitions = 0;
};

// The raw records of one generation. Threads: any.
class log_reader {
  public:
    virtual ~log_reader() = default;
    virtual log_shape shape() const = 0;
    // Shows the records of `partition` from offset `from` on until `records_max` were shown or none is left;
    // answers the offset to go on from. Never waits for new records. The value lives as long as the call of `show`.
    virtual expected<std::int64_t> read(partition_number partition, std::int64_t from, std::size_t records_max,
                                        const std::function<void(const log_record&)>& show) const = 0;
};

// What the tailer of this process has accepted. The journal holds it already when it is told (log.md, C4 of the model).
struct accepted {
    struct position at;
    frame_kind kind = frame_kind::commit;
    head before;
    head after;
    std::shared_ptr<const commit> content;  // of a commit; shared by the executor, the folds and the answer
    mark marked;                            // of a mark
    closing closed;                         // of a closing frame
};

// A frame that does not extend the head.
struct ignored {
    struct position at;
    digest hash{};
    digest previous{};
    writer_id writer{};  // zero where the body could not be decoded
};

// Is told what the tailer reads, in the order of each partition, groups as they became durable.
// Threads: called by one tailer thread; must not block.
class log_listener {
  public:
    virtual ~log_listener() = default;
    virtual void on_accepted(std::span<const accepted> group) = 0;
    virtual void on_ignored(const ignored& record) = 0;
    // The partition will be read no further: why, for an operator. Nothing may be decided on it any more.
    virtual void on_stopped(partition_number partition, const failure& why) = 0;
};

}  // namespace parcours
