// SPDX-License-Identifier: Apache-2.0
#include "infra/rocksdb/options.hpp"

#include <algorithm>

#include <rocksdb/cache.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/listener.h>
#include <rocksdb/options.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>

#include "infra/rocksdb/adding.hpp"
#include "infra/rocksdb/storage_memory.hpp"

namespace parcours {
namespace {

constexpr double filter_bits_per_key = 10;
constexpr std::size_t block_octets = std::size_t{8} << 10;
constexpr std::size_t table_file_octets = std::size_t{64} << 20;
constexpr std::size_t blob_file_octets = std::size_t{256} << 20;
constexpr std::size_t memtables_max = 3;
// A hot counter is read and written anew after so many additions, so that reading it never merges more.
constexpr std::size_t additions_max = 64;
constexpr double memtable_filter_share = 0.02;

rocksdb::BlockBasedTableOptions table_options(const storage_memory& memory) {
    rocksdb::BlockBasedTableOptions table;
    table.block_cache = memory.cache();
    table.cache_index_and_filter_blocks = true;
    table.pin_l0_filter_and_index_blocks_in_cache = true;
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(filter_bits_per_key));
    table.format_version = 5;
    table.block_size = block_octets;
    return table;
}

// A full disk would be tried again too, whatever the count of attempts.
class refusing_recovery final : public rocksdb::EventListener {
  public:
    void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason /*reason*/, rocksdb::Status /*why*/,
                              bool* attempted) override {
        *attempted = false;
    }
};

std::shared_ptr<rocksdb::EventListener> never_again() {
    static const auto one = std::make_shared<refusing_recovery>();
    return one;
}

void set_database(rocksdb::DBOptions& options, const storage_memory& memory, rocksdb::Env* environment) {
    if (environment != nullptr) options.env = environment;
    memory.share_with(options);
    options.create_missing_column_families = true;
    options.max_background_jobs = 2;
    options.max_open_files = -1;
    options.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
    options.track_and_verify_wals_in_manifest = true;
    // A disk that failed is not tried again behind our back: what was not written must be known as such.
    options.max_bgerror_resume_count = 0;
    options.listeners.push_back(never_again());
    options.bytes_per_sync = std::size_t{1} << 20;
    options.stats_dump_period_sec = 0;
    options.stats_persist_period_sec = 0;
}

}  // namespace

rocksdb::ColumnFamilyOptions family_options(const family_settings& settings, const storage_memory& memory) {
    rocksdb::ColumnFamilyOptions options;
    options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table_options(memory)));
    options.write_buffer_size = std::min(settings.memtable_octets, memory.budget_octets() / 4);
    options.max_write_buffer_number = memtables_max;
    options.target_file_size_base = table_file_octets;
    options.level_compaction_dynamic_level_bytes = true;
    options.compression = rocksdb::kLZ4Compression;
    options.bottommost_compression = rocksdb::kZSTD;
    if (settings.blobs_from_octets != 0) {
        options.enable_blob_files = true;
        options.min_blob_size = settings.blobs_from_octets;
        options.blob_file_size = blob_file_octets;
        options.blob_compression_type = rocksdb::kLZ4Compression;
    }
    if (settings.prefix_octets != 0) {
        options.prefix_extractor.reset(rocksdb::NewFixedPrefixTransform(settings.prefix_octets));
    }
    // What is not there, as the id of a new command, costs no search through what waits to be written.
    options.memtable_prefix_bloom_size_ratio = memtable_filter_share;
    options.memtable_whole_key_filtering = true;
    if (settings.counters) {
        options.merge_operator = adding();
        options.max_successive_merges = additions_max;
    }
    if (settings.forget) {
        options.compaction_filter_factory = settings.forget;
        options.periodic_compaction_seconds = settings.forget_within_seconds;
    }
    return options;
}

rocksdb::Options whole_options(const family_settings& settings, const storage_memory& memory,
                               rocksdb::Env* environment) {
    rocksdb::DBOptions whole;
    set_database(whole, memory, environment);
    return {whole, family_options(settings, memory)};
}

}  // namespace parcours
