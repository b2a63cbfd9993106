// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <vector>

#include "events/ports/journal.hpp"

namespace parcours::replay {

// A history as it was when each partition went to an offset. `whole` must outlive it. Threads: any.
class history_until final : public journal {
  public:
    history_until(const journal& whole, std::vector<std::int64_t> offsets)
        : whole_(whole), offsets_(std::move(offsets)) {}

    log_shape shape() const override { return whole_.shape(); }
    // The offset alone is of that moment.
    expected<history_end> end(partition_number partition) const override {
        auto found = whole_.end(partition);
        if (found) found->offset = std::min(found->offset, offsets_[partition]);
        return found;
    }
    expected<std::optional<command_outcome>> find(partition_number partition, const command_id& command,
                                                  std::int64_t until) const override {
        return whole_.find(partition, command, std::min(until, offsets_[partition]));
    }
    expected<void> read_stream(const stream_id& stream, std::uint64_t from_version, std::int64_t until,
                               const show_part& show) const override {
        return whole_.read_stream(stream, from_version, until_of(stream.route(), until), show);
    }
    expected<std::vector<stream_id>> streams_of(route_number route, std::int64_t until) const override {
        return whole_.streams_of(route, until_of(route, until));
    }
    expected<std::int64_t> read(partition_number partition, std::int64_t from, std::size_t frames_max,
                                const show_frame& show) const override {
        return whole_.read(partition, from, frames_max, [&](const struct position& at, byte_view octets) {
            if (at.offset <= offsets_[partition]) show(at, octets);
        });
    }
    expected<std::optional<commit>> commit_at(const struct position& at) const override {
        if (at.offset > offsets_[at.partition]) return std::nullopt;
        return whole_.commit_at(at);
    }

  private:
    std::int64_t until_of(route_number route, std::int64_t until) const {
        return std::min(until, offsets_[route % whole_.shape().partitions]);
    }
    const journal& whole_;
    std::vector<std::int64_t> offsets_;
};

}  // namespace parcours::replay
