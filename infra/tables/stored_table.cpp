// SPDX-License-Identifier: Apache-2.0
#include "infra/tables/stored_table.hpp"

#include <algorithm>

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include "infra/rocksdb/database.hpp"

namespace parcours {
namespace {

constexpr std::size_t table_memtable_octets = std::size_t{16} << 20;

// The first key after all that start with `prefix`; empty where there is none.
bytes past(byte_view prefix) {
    bytes key(prefix);
    while (!key.empty() && static_cast<unsigned char>(key.back()) == 0xff) key.pop_back();
    if (!key.empty()) key.back() = static_cast<char>(key.back() + 1);
    return key;
}

class stored_snapshot final : public table_snapshot {
  public:
    explicit stored_snapshot(std::shared_ptr<stored_table> stored)
        : stored_(std::move(stored)), moment_(stored_->store().GetSnapshot()) {}
    ~stored_snapshot() override { stored_->store().ReleaseSnapshot(moment_); }
    stored_snapshot(const stored_snapshot&) = delete;
    stored_snapshot& operator=(const stored_snapshot&) = delete;

    expected<std::optional<bytes>> get(byte_view key) const override {
        bytes value;
        const auto status = stored_->store().Get(at_moment(), rocksdb::Slice(key), &value);
        if (status.IsNotFound()) return std::nullopt;
        if (!status.ok()) return failed_with(status, "a table cannot be read");
        return std::optional<bytes>(std::move(value));
    }

    expected<std::vector<std::optional<bytes>>> get_many(const std::vector<bytes>& keys) const override {
        const std::vector<rocksdb::Slice> wanted(keys.begin(), keys.end());
        std::vector<rocksdb::PinnableSlice> values(keys.size());
        std::vector<rocksdb::Status> statuses(keys.size());
        stored_->store().MultiGet(at_moment(), stored_->store().DefaultColumnFamily(), keys.size(), wanted.data(),
                                  values.data(), statuses.data());
        std::vector<std::optional<bytes>> all(keys.size());
        for (std::size_t each = 0; each < keys.size(); ++each) {
            if (statuses[each].ok())
                all[each] = values[each].ToString();
            else if (!statuses[each].IsNotFound())
                return failed_with(statuses[each], "a table cannot be read");
        }
        return all;
    }

    expected<void> scan(byte_view prefix, byte_view from, direction way, const show_pair& show) const override {
        const bytes upper = past(prefix);
        const bytes lower(prefix);  // a view of nothing leads nowhere, and RocksDB reads what a slice leads to
        const bytes start(std::max(prefix, from));
        const rocksdb::Slice lower_bound(lower);
        const rocksdb::Slice upper_bound(upper);
        rocksdb::ReadOptions how = at_moment();
        how.iterate_lower_bound = &lower_bound;
        if (!upper.empty()) how.iterate_upper_bound = &upper_bound;
        const std::unique_ptr<rocksdb::Iterator> at(stored_->store().NewIterator(how));
        const bool ascending = way == direction::ascending;
        if (ascending)
            at->Seek(rocksdb::Slice(start));
        else if (from.empty() || (!upper.empty() && from >= upper))
            at->SeekToLast();
        else
            at->SeekForPrev(rocksdb::Slice(from));
        while (at->Valid() && show(at->key().ToStringView(), at->value().ToStringView()))
            ascending ? at->Next() : at->Prev();
        if (!at->status().ok()) return failed_with(at->status(), "a table cannot be read");
        return {};
    }

  private:
    rocksdb::ReadOptions at_moment() const {
        rocksdb::ReadOptions how;
        how.snapshot = moment_;
        return how;
    }

    std::shared_ptr<stored_table> stored_;
    const rocksdb::Snapshot* moment_;
};

class table_on_disk final : public table {
  public:
    explicit table_on_disk(std::shared_ptr<stored_table> stored) : stored_(std::move(stored)) {}

    std::unique_ptr<table_snapshot> snapshot() const override { return std::make_unique<stored_snapshot>(stored_); }

    expected<void> write(const table_batch& batch) override {
        rocksdb::WriteBatch whole;
        for (const auto& each : batch.changes()) {
            switch (each.what) {
                case table_batch::kind::put: whole.Put(each.key, each.value); break;
                case table_batch::kind::erase: whole.Delete(each.key); break;
                case table_batch::kind::add: {
                    bytes delta;
                    append_u64(delta, static_cast<std::uint64_t>(each.delta));
                    whole.Merge(each.key, delta);
                    break;
                }
            }
        }
        const auto status = stored_->store().Write({}, &whole);
        if (!status.ok()) return failed_with(status, "a table cannot be written");
        written_ = true;
        return {};
    }

    expected<void> flush() override {
        if (!written_.exchange(false)) return {};
        const auto status = stored_->store().SyncWAL();
        if (!status.ok()) return failed_with(status, "a table cannot be made durable");
        return {};
    }

  private:
    std::shared_ptr<stored_table> stored_;
    std::atomic<bool> written_ = false;
};

}  // namespace

family_settings table_family() {
    family_settings settings;
    settings.memtable_octets = table_memtable_octets;
    settings.counters = true;
    return settings;
}

expected<std::shared_ptr<stored_table>> stored_table::open(std::shared_ptr<folder_claims> among,
                                                           const std::filesystem::path& folder, bool create,
                                                           rocksdb::Env* environment, const storage_memory& memory) {
    database_settings settings;
    settings.folder = folder.string();
    settings.families = {table_family()};
    settings.create_if_missing = create;
    settings.environment = environment;
    auto store = database::open(settings, memory);
    if (!store) return tl::unexpected(std::move(store).error());
    return std::shared_ptr<stored_table>(new stored_table(std::move(among), folder, *std::move(store)));
}

stored_table::stored_table(std::shared_ptr<folder_claims> among, const std::filesystem::path& folder,
                           std::unique_ptr<database> store)
    : claim_(std::move(among), folder), store_(std::move(store)) {}

stored_table::~stored_table() {
    store_.reset();
    std::error_code swept_later;
    if (replaced_) std::filesystem::remove_all(claim_.folder(), swept_later);
}

rocksdb::DB& stored_table::store() const { return **store_; }

std::unique_ptr<table> make_table(std::shared_ptr<stored_table> stored) {
    return std::make_unique<table_on_disk>(std::move(stored));
}

}  // namespace parcours
