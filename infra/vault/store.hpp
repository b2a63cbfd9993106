// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "events/bytes.hpp"
#include "events/failure.hpp"

namespace rocksdb {
class DB;
class Env;
}  // namespace rocksdb

namespace parcours {

class storage_memory;

// What is written together.
struct store_change {
    bytes key;
    std::optional<bytes> value;  // nothing: removed
};

// Where the records lie.
struct store_settings {
    std::filesystem::path folder;
    // The log of a store that was not closed may end in a write that was cut off, which nobody was told of. Damage
    // before that is `corrupt`, for keys would be missing; true: they are given up, by an operator's word alone.
    bool cut_at_damage = false;
    rocksdb::Env* environment = nullptr;  // empty: the machine's own file system
};

// The vault's records on disk. What is written is seen at once and durable when its ticket is: one sync serves all who
// wait, and the first of them does it for the others. A write or sync that failed is never tried again: from then on
// nothing is written. Threads: any.
class vault_store {
  public:
    static expected<std::unique_ptr<vault_store>> open(const store_settings& settings, const storage_memory& memory);
    ~vault_store();  // all that was written lies in tables then, whose every octet is checked when it is read
    vault_store(const vault_store&) = delete;
    vault_store& operator=(const vault_store&) = delete;

    expected<std::optional<bytes>> get(byte_view key) const;
    // In the order asked, in one go.
    expected<std::vector<std::optional<bytes>>> get_many(const std::vector<bytes>& keys) const;
    // In order, all keys in [from, until), as long as `show` answers true.
    using show_record = std::function<bool(byte_view key, byte_view value)>;
    expected<void> scan(byte_view from, byte_view until, const show_record& show) const;

    // The ticket of this write: greater than those of all before it.
    expected<std::uint64_t> write(const std::vector<store_change>& changes);
    expected<void> make_durable(std::uint64_t ticket);
    // Zero where it is durable.
    std::uint64_t open_ticket(std::uint64_t ticket) const { return ticket <= durable_to_.load() ? 0 : ticket; }
    std::uint64_t last_ticket() const { return written_to_.load(); }
    std::uint64_t syncs() const { return syncs_.load(); }
    // What once failed, since when nothing is written.
    expected<void> sound() const;

  private:
    explicit vault_store(rocksdb::DB* open);
    void fail(const failure& why);

    std::unique_ptr<rocksdb::DB> open_;
    std::atomic<std::uint64_t> written_to_{0};
    std::atomic<std::uint64_t> durable_to_{0};
    std::atomic<std::uint64_t> syncs_{0};
    std::atomic<bool> failed_{false};
    mutable std::mutex guard_;
    std::condition_variable synced_;
    bool syncing_ = false;
    std::optional<failure> why_;
};

// The first key after all that begin with `prefix`. REQUIRES: it has an octet that is not 0xff.
bytes after_prefix(byte_view prefix);

}  // namespace parcours
