// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "events/commit/acceptance.hpp"
#include "events/ports/journal.hpp"
#include "infra/journal/journal_group.hpp"

namespace rocksdb {
class Env;
class Iterator;
class PinnableSlice;
}  // namespace rocksdb

namespace parcours {

class command_ages;
class database;
class storage_memory;

struct journal_settings {
    std::string folder;
    std::int64_t commands_kept_ms = std::int64_t{7} * 24 * 3600 * 1000;  // by log time and by our own clock (log.md)
    std::size_t memtable_octets = std::size_t{128} << 20;                // of frames
    rocksdb::Env* environment = nullptr;                                 // empty: the machine's own file system
    bool refuse_damage = false;                                          // database_settings; of a log that is synced
};

// The journal in RocksDB: every accepted frame, and an index of the commits among them. A tailer writes it:
//
//     auto journal = frame_journal::open(settings, shape, memory);
//     auto group = (*journal)->begin();
//     acceptance reader = (*journal)->reader(partition, group);   // kept for each partition
//     … verdict = reader.take(offset, record); group.accept(accepted, record); group.move_end(partition, reader.end());
//     (*journal)->write(group, synced); group.clear();            // then the listener is told, never before
//
// Threads: reading from any; one thread writes.
class frame_journal final : public journal {
  public:
    // Opens the journal of `shape`, an empty one where there is none; `failure_code::invalid` where the folder holds
    // another generation's.
    static expected<std::unique_ptr<frame_journal>> open(const journal_settings& settings, const log_shape& shape,
                                                         const storage_memory& memory);
    // The same, but what the folder holds decides; `if_new` describes an empty one.
    static expected<std::unique_ptr<frame_journal>> open_any(const journal_settings& settings, const log_shape& if_new,
                                                             const storage_memory& memory);
    // For reading beside the process that writes it, as it is at this moment; `own_folder` takes messages.
    static expected<std::unique_ptr<frame_journal>> open_beside(const journal_settings& settings,
                                                                const std::string& own_folder,
                                                                const storage_memory& memory);
    ~frame_journal() override;

    // Writing.
    journal_group begin() const;
    // Whole or not at all. Unsynced: a crash keeps a prefix of the groups. After a failure nothing may be written any more.
    expected<void> write(const journal_group& group, bool synced);
    // Judges the next records of a partition; knows what the groups under way hold too. All must outlive it.
    acceptance reader(partition_number partition, const journal_group& under_way) const;
    acceptance reader(partition_number partition, std::vector<const journal_group*> under_way) const;
    // The last version of a stream; 0 where it has none.
    expected<std::uint64_t> last_version(const stream_id& stream) const;
    // Forgets the outcomes of commands which both log time and `now` say are old; to be called now and then.
    void forget_commands(instant now);
    // Makes compaction drop now what is forgotten; for the operator and tests.
    expected<void> compact_commands();

    // The journal.
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

    // Accepted frames and what was set aside, in the order of offsets: the raw log, where this journal is the log.
    expected<std::int64_t> read_records(partition_number partition, std::int64_t from, std::size_t records_max,
                                        const std::function<void(const log_record&)>& show) const;

  private:
    frame_journal(const journal_settings& settings, std::unique_ptr<database> store,
                  std::shared_ptr<command_ages> ages);
    expected<void> begin_with(const log_shape& if_new);
    expected<void> load_ends();
    expected<void> check_end(partition_number partition, const history_end& end) const;
    partition_number partition_of(const stream_id& stream) const { return stream.route() % shape_.partitions; }
    // Oldest first; fewer where they cannot be read, for they only spare a false alarm.
    std::vector<digest> last_hashes(partition_number partition, std::size_t frames_max) const;
    expected<bool> show_commits(const stream_id& stream, std::uint64_t from_version,
                                const std::vector<bytes>& frame_keys, const show_part& show) const;

    journal_settings settings_;
    std::shared_ptr<command_ages> ages_;  // shared with compaction, which may still run while the journal closes
    std::unique_ptr<database> store_;
    log_shape shape_;
    mutable std::mutex ends_guard_;
    std::vector<history_end> ends_;
};

}  // namespace parcours
