// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "events/ports/log_reader.hpp"
#include "projections/tables.hpp"

namespace parcours {

// A key that a fold could not apply: it stays as it was, and what follows on it waits, until an operator decides.
struct parked {
    stream_id stream;
    position at;
    std::string reason;
};

bytes parked_value(const parked& what);
// The parked streams of a table; `kind` is that of the projection's streams.
expected<std::vector<parked>> read_parked(const table_snapshot& from, stream_kind kind);

// One projection at work, without its types: keeps rows, entries and counts of a table equal to the history that it
// was shown. Not thread-safe: the runner's thread alone calls it.
class fold {
  public:
    virtual ~fold() = default;
    virtual std::string_view name() const = 0;
    virtual int version() const = 0;
    virtual stream_kind streams() const = 0;
    // Forgets what it kept in memory and reads which streams are parked: before the first group, and after a batch
    // that was not written.
    virtual expected<void> open(const table_snapshot& now) = 0;
    // Folds what this group holds for it into `batch`: rows, entries, counts. Commits at or before a position that the
    // rows already hold change nothing. An event that cannot be decoded parks its stream.
    virtual expected<void> apply(std::span<const accepted> group, const table_snapshot& before, table_batch& batch) = 0;
    // The batch of the last `apply` was written.
    virtual void written() = 0;
    virtual const std::vector<parked>& newly_parked() const = 0;
    // Takes up a parked stream again from where its row stands; `commits` are all that hold events of it, in order. What
    // still cannot be applied parks it anew or, with `leave_out`, is left out for good. `invalid`: it is not parked.
    virtual expected<void> take_up(const stream_id& stream, bool leave_out, std::span<const accepted> commits,
                                   const table_snapshot& before, table_batch& batch) = 0;

    // The same projection at work anew, with nothing in memory yet.
    virtual std::unique_ptr<fold> again() const = 0;
    // The same fold from the beginning, stream by stream in any order (rebuild.hpp).
    virtual std::unique_ptr<class fold_from_scratch> from_scratch() const = 0;
};

// Folds whole streams and gives what their rows, entries and counts are, in no order.
class fold_from_scratch {
  public:
    virtual ~fold_from_scratch() = default;
    // REQUIRES: the parts of one stream come in order.
    virtual expected<void> add(const struct position& at, const commit& content, const stream_part& part) = 0;
    virtual std::size_t size_in_bytes() const = 0;
    // Gives up each key and value of the rows so far, in no order, and forgets the rows; amounts of counts are summed.
    struct drained {
        std::vector<std::pair<bytes, bytes>> pairs;
        std::map<bytes, std::int64_t> counts;
    };
    virtual void drain(drained& into) = 0;
};

}  // namespace parcours
