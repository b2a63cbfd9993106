// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "events/commit/commit.hpp"
#include "events/commit/frame.hpp"
#include "events/failure.hpp"
#include "events/ports/log_reader.hpp"

namespace parcours {

// How far a partition's history goes.
struct history_end {
    head at;
    std::int64_t offset = -1;  // of the last accepted frame; -1 before the first
    std::int64_t next = 0;     // the log offset to read on from
    std::uint64_t height = 0;
    instant recorded_at;  // of the last commit
};

// What became of a command.
struct command_outcome {
    struct position at;
    digest request_digest{};
    token128 dedupe_key{};
    instant recorded_at;
};

// The accepted history, indexed. Grows only, so "up to an offset" is a consistent snapshot of a partition.
// Threads: any.
class journal {
  public:
    virtual ~journal() = default;
    virtual log_shape shape() const = 0;
    virtual expected<history_end> end(partition_number partition) const = 0;
    // The outcome of a command accepted at or before `until`.
    virtual expected<std::optional<command_outcome>> find(partition_number partition, const command_id& command,
                                                          std::int64_t until) const = 0;
    // Shows each commit that holds events of the stream, oldest first, from stream version `from_version` on,
    // accepted at or before `until`. `show` answers whether to go on.
    using show_part = std::function<bool(const struct position&, const commit&, const stream_part&)>;
    virtual expected<void> read_stream(const stream_id& stream, std::uint64_t from_version, std::int64_t until,
                                       const show_part& show) const = 0;
    // The streams of a route that had an event at or before `until`, in order of kind and id.
    virtual expected<std::vector<stream_id>> streams_of(route_number route, std::int64_t until) const = 0;
    // Accepted frames of a partition from offset `from` on, at most `frames_max`; answers the offset to go on from.
    using show_frame = std::function<void(const struct position&, byte_view octets)>;
    virtual expected<std::int64_t> read(partition_number partition, std::int64_t from, std::size_t frames_max,
                                        const show_frame& show) const = 0;
    virtual expected<std::optional<commit>> commit_at(const struct position& at) const = 0;
};

}  // namespace parcours
