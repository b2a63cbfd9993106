// SPDX-License-Identifier: Apache-2.0
#include "infra/vault/store.hpp"

#include <algorithm>

#include <rocksdb/db.h>
#include <rocksdb/sst_file_manager.h>

#include "events/check.hpp"
#include "infra/rocksdb/database.hpp"
#include "infra/rocksdb/missing_files.hpp"
#include "infra/rocksdb/options.hpp"
#include "infra/rocksdb/storage_memory.hpp"

namespace parcours {
namespace {

constexpr std::size_t memtable_octets = std::size_t{16} << 20;
// All that is sealed is longer; what is shorter says nothing.
constexpr std::size_t blobs_from_octets = 64;
constexpr std::int64_t deleted_octets_per_second = std::int64_t{32} << 20;

rocksdb::Slice slice(byte_view octets) { return {octets.data(), octets.size()}; }

rocksdb::Options options_of(const store_settings& settings, const storage_memory& memory) {
    family_settings family;
    family.memtable_octets = memtable_octets;
    family.blobs_from_octets = blobs_from_octets;
    rocksdb::Options options = whole_options(family, memory, settings.environment);
    options.create_if_missing = true;
    // A log that is cut at the first damage would lose keys that were told durable, and nobody would see it.
    if (!settings.cut_at_damage) options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
    // Ciphertext does not get smaller.
    options.compression = rocksdb::kNoCompression;
    options.bottommost_compression = rocksdb::kNoCompression;
    options.blob_compression_type = rocksdb::kNoCompression;
    options.enable_blob_garbage_collection = true;
    // A put costs no system call; the sync that somebody waits for writes the log.
    options.manual_wal_flush = true;
    options.max_total_wal_size = 4 * memtable_octets;
    options.sst_file_manager.reset(rocksdb::NewSstFileManager(options.env, nullptr, "", deleted_octets_per_second));
    return options;
}

}  // namespace

bytes after_prefix(byte_view prefix) {
    bytes after(prefix);
    while (!after.empty() && after.back() == '\xff') after.pop_back();
    check(!after.empty(), "a prefix has an octet that can grow");
    after.back() = static_cast<char>(after.back() + 1);
    return after;
}

vault_store::vault_store(rocksdb::DB* open) : open_(open) {}

vault_store::~vault_store() {
    if (make_durable(last_ticket())) open_->Flush(rocksdb::FlushOptions());
}

expected<std::unique_ptr<vault_store>> vault_store::open(const store_settings& settings, const storage_memory& memory) {
    if (auto whole = check_no_file_is_missing(settings.folder.string(), settings.environment); !whole)
        return tl::unexpected(std::move(whole).error());
    rocksdb::DB* opened = nullptr;
    const auto status = rocksdb::DB::Open(options_of(settings, memory), settings.folder.string(), &opened);
    if (!status.ok()) return failed_with(status, "cannot open the vault's store");
    return std::unique_ptr<vault_store>(new vault_store(opened));
}

expected<std::optional<bytes>> vault_store::get(byte_view key) const {
    bytes value;
    const auto status = open_->Get(rocksdb::ReadOptions(), slice(key), &value);
    if (status.IsNotFound()) return std::nullopt;
    if (!status.ok()) return failed_with(status, "cannot read the vault's store");
    return value;
}

expected<std::vector<std::optional<bytes>>> vault_store::get_many(const std::vector<bytes>& keys) const {
    std::vector<std::optional<bytes>> found(keys.size());
    if (keys.empty()) return found;
    std::vector<rocksdb::Slice> asked;
    asked.reserve(keys.size());
    for (const auto& key : keys) asked.push_back(slice(key));
    std::vector<rocksdb::PinnableSlice> values(keys.size());
    std::vector<rocksdb::Status> statuses(keys.size());
    open_->MultiGet(rocksdb::ReadOptions(), open_->DefaultColumnFamily(), keys.size(), asked.data(), values.data(),
                    statuses.data());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (statuses[i].ok())
            found[i] = values[i].ToString();
        else if (!statuses[i].IsNotFound())
            return failed_with(statuses[i], "cannot read the vault's store");
    }
    return found;
}

expected<void> vault_store::scan(byte_view from, byte_view until, const show_record& show) const {
    const rocksdb::Slice end = slice(until);
    rocksdb::ReadOptions options;
    options.iterate_upper_bound = &end;
    const std::unique_ptr<rocksdb::Iterator> at(open_->NewIterator(options));
    for (at->Seek(slice(from)); at->Valid(); at->Next())
        if (!show({at->key().data(), at->key().size()}, {at->value().data(), at->value().size()})) break;
    if (!at->status().ok()) return failed_with(at->status(), "cannot read the vault's store");
    return {};
}

expected<void> vault_store::sound() const {
    if (!failed_.load()) return {};
    const std::lock_guard hold(guard_);
    return failed(why_->code, why_->context);
}

// REQUIRES: the guard is held.
void vault_store::fail(const failure& why) {
    if (!why_) why_ = why;
    failed_ = true;
    synced_.notify_all();
}

expected<std::uint64_t> vault_store::write(const std::vector<store_change>& changes) {
    if (auto still = sound(); !still) return tl::unexpected(std::move(still).error());
    rocksdb::WriteBatch batch;
    for (const auto& [key, value] : changes) {
        if (value)
            batch.Put(slice(key), slice(*value));
        else
            batch.Delete(slice(key));
    }
    // Not while what waits goes to the disk: nothing may be added behind what that failed to write.
    const std::lock_guard hold(guard_);
    if (why_) return failed(why_->code, why_->context);
    const auto status = open_->Write(rocksdb::WriteOptions(), &batch);
    if (!status.ok()) {
        auto why = failed_with(status, "cannot write the vault's store");
        fail(why.value());
        return why;
    }
    // Counted after the write: whoever syncs up to this number syncs the write.
    return written_to_.fetch_add(1) + 1;
}

expected<void> vault_store::make_durable(std::uint64_t ticket) {
    std::unique_lock hold(guard_);
    while (ticket > durable_to_.load()) {
        if (why_) return failed(why_->code, why_->context);
        if (syncing_) {
            synced_.wait(hold);
            continue;
        }
        syncing_ = true;
        const std::uint64_t up_to = written_to_.load();
        check(ticket <= up_to, "a ticket was given before it is waited for");
        auto status = open_->FlushWAL(false);
        if (status.ok()) {
            hold.unlock();
            status = open_->SyncWAL();
            hold.lock();
        }
        ++syncs_;
        if (!status.ok()) fail(failed_with(status, "cannot sync the vault's store").value());
        syncing_ = false;
        if (status.ok()) durable_to_ = std::max(durable_to_.load(), up_to);
        synced_.notify_all();
    }
    return {};
}

}  // namespace parcours
