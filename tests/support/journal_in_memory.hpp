// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "events/ports/journal.hpp"

namespace parcours {

// The accepted history of one process, as sorted maps. Threads: any.
class journal_in_memory final : public journal {
  public:
    explicit journal_in_memory(log_shape shape);

    // What the tailer accepted, with its octets; visible when this returns.
    void take(const accepted& next, byte_view frame);
    // The tailer has read on to this offset, accepted or not.
    void pass(partition_number partition, std::int64_t next);
    // As after a crash that lost the end: only the first `frames_kept` accepted frames stay.
    void cut(partition_number partition, std::size_t frames_kept);
    // The hashes of the accepted frames, oldest first.
    std::vector<digest> chain(partition_number partition) const;

    log_shape shape() const override { return shape_; }
    expected<history_end> end(partition_number partition) const override;
    expected<std::optional<command_outcome>> find(partition_number partition, const command_id& command,
                                                  std::int64_t until) const override;
    expected<void> read_stream(const stream_id& stream, std::uint64_t from_version, std::int64_t until,
                               const show_part& show) const override;
    expected<std::vector<stream_id>> streams_of(route_number route, std::int64_t until) const override;
    expected<std::int64_t> read(partition_number partition, std::int64_t from, std::size_t frames_max,
                                const show_frame& show) const override;
    expected<std::optional<commit>> commit_at(const struct position& at) const override;

  private:
    struct entry {
        accepted what;
        bytes frame;
    };
    struct shelf {
        std::vector<entry> entries;
        std::map<command_id, std::size_t> commands;
        std::map<stream_id, std::vector<std::pair<std::size_t, std::size_t>>> streams;  // entry and part
        history_end end;
    };
    void index(shelf& where, std::size_t at);

    mutable std::mutex guard_;
    log_shape shape_;
    std::vector<shelf> shelves_;
};

}  // namespace parcours
