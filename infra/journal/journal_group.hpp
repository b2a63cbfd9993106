// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

#include "events/ports/journal.hpp"
#include "events/ports/log_reader.hpp"

namespace rocksdb {
class ColumnFamilyHandle;
class WriteBatch;
}  // namespace rocksdb

namespace parcours {

// What one write adds to the journal: accepted frames with their index entries, and how far each partition was read.
// Made by `frame_journal::begin`, and used again after `clear`. Not thread-safe.
class journal_group {
  public:
    ~journal_group();
    journal_group(journal_group&&) noexcept;
    journal_group& operator=(journal_group&&) = delete;

    // `octets`: the whole frame that was accepted.
    void accept(const accepted& what, byte_view octets);
    // A record that is no part of history, kept because this journal is the log itself (embedded).
    void set_aside(const position& at, byte_view octets);
    // Once for each partition of the group, last: `acceptance::end()`.
    void move_end(partition_number partition, const history_end& end);

    // The last version of a stream in this group; nothing where it has none in it.
    std::optional<std::uint64_t> last_version(const stream_id& stream) const;
    std::size_t octets() const;
    bool empty() const;
    void clear();

  private:
    friend class frame_journal;
    struct families {
        rocksdb::ColumnFamilyHandle* index;
        rocksdb::ColumnFamilyHandle* frames;
        rocksdb::ColumnFamilyHandle* commands;
    };
    explicit journal_group(const families& into);

    families into_;
    std::unique_ptr<rocksdb::WriteBatch> batch_;
    std::vector<std::pair<partition_number, history_end>> ends_;
    std::unordered_map<stream_id, std::uint64_t, id_hash> last_versions_;
};

}  // namespace parcours
