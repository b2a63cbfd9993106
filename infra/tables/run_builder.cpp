// SPDX-License-Identifier: Apache-2.0
#include "infra/tables/run_builder.hpp"

#include <rocksdb/db.h>
#include <rocksdb/options.h>
#include <rocksdb/sst_file_writer.h>

#include "infra/rocksdb/database.hpp"
#include "infra/rocksdb/storage_memory.hpp"
#include "infra/tables/stored_table.hpp"

namespace parcours {
namespace {

constexpr std::uint64_t file_octets_max = std::uint64_t{64} << 20;

}  // namespace

run_builder::run_builder(std::shared_ptr<folder_claims> among, table_place place, rocksdb::Env* environment,
                         const storage_memory& memory)
    : among_(among),
      place_(std::move(place)),
      environment_(environment),
      memory_(memory),
      files_(among, place_.unused("runs")),
      result_(among, place_.unused("table")),
      runs_(1) {}

run_builder::~run_builder() {
    file_.reset();
    std::error_code swept_later;
    std::filesystem::remove_all(files_.folder(), swept_later);
}

expected<void> run_builder::put(byte_view key, byte_view value) {
    if (key <= byte_view(last_) && !last_.empty()) return failed(failure_code::invalid, "a run's keys do not ascend");
    if (file_ && file_->FileSize() >= file_octets_max)
        if (auto done = end_file(); !done) return done;
    if (!file_)
        if (auto done = begin_file(); !done) return done;
    const auto status = file_->Put(rocksdb::Slice(key), rocksdb::Slice(value));
    if (!status.ok()) return failed_with(status, "a table's file cannot be written");
    last_.assign(key);
    return {};
}

expected<void> run_builder::next_run() {
    if (auto done = end_file(); !done) return done;
    last_.clear();
    if (!runs_.back().empty()) runs_.emplace_back();
    return {};
}

expected<void> run_builder::begin_file() {
    std::error_code error;
    std::filesystem::create_directories(files_.folder(), error);
    if (error) return failed(failure_code::io, "cannot create " + files_.folder().string() + ": " + error.message());
    const auto name = files_.folder() / (std::to_string(++file_count_) + ".sst");
    auto options = whole_options(table_family(), memory_, environment_);
    // Rows are sealed cells for the most part, which no effort makes smaller; a later compaction tries harder.
    options.bottommost_compression = rocksdb::kDisableCompressionOption;
    file_ = std::make_unique<rocksdb::SstFileWriter>(rocksdb::EnvOptions(), options);
    const auto status = file_->Open(name.string());
    if (!status.ok()) return failed_with(status, "a table's file cannot be begun");
    runs_.back().push_back(name.string());
    return {};
}

expected<void> run_builder::end_file() {
    if (!file_) return {};
    const auto status = file_->Finish();
    file_.reset();
    if (!status.ok()) return failed_with(status, "a table's file cannot be finished");
    return {};
}

expected<void> run_builder::finish() {
    if (auto done = end_file(); !done) return done;
    if (auto done = ingest(result_.folder()); !done) return done;
    return place_.point(table_place::pointer::built, result_.folder());
}

expected<void> run_builder::ingest(const std::filesystem::path& into) {
    const auto built = stored_table::open(among_, into, true, environment_, memory_);
    if (!built) return tl::unexpected(built.error());
    rocksdb::IngestExternalFileOptions how;
    how.move_files = true;
    for (const auto& run : runs_) {
        if (run.empty()) continue;
        const auto status = (*built)->store().IngestExternalFile(run, how);
        if (!status.ok()) return failed_with(status, "a table's files cannot be taken in");
    }
    return {};
}

}  // namespace parcours
