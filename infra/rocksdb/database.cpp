// SPDX-License-Identifier: Apache-2.0
#include "infra/rocksdb/database.hpp"

#include <algorithm>
#include <filesystem>
#include <mutex>

#include <rocksdb/db.h>

#include "events/check.hpp"
#include "infra/rocksdb/message_file.hpp"
#include "infra/rocksdb/missing_files.hpp"
#include "infra/rocksdb/storage_memory.hpp"
#include "infra/rocksdb/write_ahead_check.hpp"

namespace parcours {
namespace {

failure_code code_of(const rocksdb::Status& status) {
    using code = rocksdb::Status::Code;
    switch (status.code()) {
        case code::kCorruption: return failure_code::corrupt;
        case code::kInvalidArgument:
        case code::kNotSupported: return failure_code::invalid;
        case code::kBusy:
        case code::kTimedOut:
        case code::kTryAgain:
        case code::kIncomplete: return failure_code::unavailable;
        case code::kShutdownInProgress:
        case code::kAborted: return failure_code::stopped;
        default: return failure_code::io;
    }
}

// Compaction yields to what answers requests; the threads belong to the whole process.
void lower_background(rocksdb::Env& machine) {
    static std::once_flag once;
    std::call_once(once, [&machine] {
        (void)machine.LowerThreadPoolCPUPriority(rocksdb::Env::LOW, rocksdb::CpuPriority::kLow);
        (void)machine.LowerThreadPoolCPUPriority(rocksdb::Env::BOTTOM, rocksdb::CpuPriority::kLow);
    });
}

bool held_by_another(const rocksdb::Status& status) {
    const std::string text = status.ToString();
    return status.IsIOError() && text.find("lock") != std::string::npos && text.find("LOCK") != std::string::npos;
}

constexpr int beside_attempts_max = 20;

// What tells whether a database moved what it holds from file to file: the names of its files, and how long the one is
// that lists them.
std::vector<std::pair<std::string, std::uintmax_t>> files_of(const std::string& folder) {
    std::vector<std::pair<std::string, std::uintmax_t>> found;
    std::error_code error;
    for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        const std::string name = at->path().filename().string();
        const bool list = name.starts_with("MANIFEST");
        if (!list && at->path().extension() != ".log") continue;
        std::error_code gone;
        found.emplace_back(name, list ? at->file_size(gone) : 0);
    }
    std::sort(found.begin(), found.end());
    return found;
}

struct described {
    rocksdb::DBOptions whole;
    std::vector<rocksdb::ColumnFamilyDescriptor> families;
};

described describe(const database_settings& settings, const storage_memory& memory) {
    check(!settings.families.empty() && settings.families.front().name == rocksdb::kDefaultColumnFamilyName,
          "the first family of a database is its default one");
    described all{whole_options(settings.families.front(), memory, settings.environment), {}};
    all.whole.create_if_missing = settings.create_if_missing;
    for (const auto& family : settings.families) all.families.emplace_back(family.name, family_options(family, memory));
    // Bounds the start after a crash: no more than this is read again.
    all.whole.max_total_wal_size = memory.budget_octets();
    return all;
}

}  // namespace

tl::unexpected<failure> failed_with(const rocksdb::Status& status, std::string_view what) {
    return failed(code_of(status), std::string(what) + ": " + status.ToString());
}

database::database(rocksdb::DB* open, std::vector<rocksdb::ColumnFamilyHandle*> families)
    : open_(open), families_(std::move(families)) {}

database::~database() {
    for (auto* family : families_) (void)open_->DestroyColumnFamilyHandle(family);
    (void)open_->Close();
}

expected<std::unique_ptr<database>> database::open(const database_settings& settings, const storage_memory& memory) {
    if (auto whole = check_no_file_is_missing(settings.folder, settings.environment); !whole)
        return tl::unexpected(std::move(whole).error());
    described all = describe(settings, memory);
    if (settings.refuse_damage)
        if (auto sound = check_write_ahead(settings.folder, settings.environment); !sound)
            return tl::unexpected(std::move(sound).error());
    lower_background(*rocksdb::Env::Default());
    std::error_code error;
    if (settings.create_if_missing) std::filesystem::create_directories(settings.folder, error);
    if (error) return failed(failure_code::io, "cannot create " + settings.folder + ": " + error.message());
    all.whole.info_log = message_file(settings.folder);
    rocksdb::DB* opened = nullptr;
    std::vector<rocksdb::ColumnFamilyHandle*> families;
    const auto status = rocksdb::DB::Open(all.whole, settings.folder, all.families, &families, &opened);
    if (held_by_another(status))
        return failed(failure_code::unavailable,
                      settings.folder + " is in use: another process, or another part of this one, has it open");
    if (!status.ok()) return failed_with(status, "cannot open " + settings.folder);
    return std::unique_ptr<database>(new database(opened, std::move(families)));
}

// Not as a secondary: RocksDB 7.8 would read blob files under an identity that is gone, and crash. Opened read-only it
// holds what lies there now; where files came or went meanwhile, what was read may lack a part, and it is opened anew.
expected<std::unique_ptr<database>> database::open_beside(const database_settings& settings,
                                                          const std::string& own_folder, const storage_memory& memory) {
    described all = describe(settings, memory);
    // Write-ahead files stay tracked: to forget what a manifest says of them is a write, which ends a reader's process.
    all.whole.create_missing_column_families = false;
    all.whole.create_if_missing = false;
    all.whole.info_log = message_file(own_folder);
    for (int attempt = 0; attempt < beside_attempts_max; ++attempt) {
        const auto before = files_of(settings.folder);
        auto sound = check_no_file_is_missing(settings.folder, nullptr);
        if (sound && settings.refuse_damage) sound = check_write_ahead(settings.folder, nullptr);
        if (files_of(settings.folder) != before) continue;
        if (!sound) return tl::unexpected(sound.error());
        rocksdb::DB* opened = nullptr;
        std::vector<rocksdb::ColumnFamilyHandle*> families;
        const auto status = rocksdb::DB::OpenForReadOnly(all.whole, settings.folder, all.families, &families, &opened);
        std::unique_ptr<database> made(status.ok() ? new database(opened, std::move(families)) : nullptr);
        if (files_of(settings.folder) != before) continue;
        if (!status.ok()) return failed_with(status, "cannot open " + settings.folder + " for reading");
        return made;
    }
    return failed(failure_code::unavailable, settings.folder + " changes too fast to be opened for reading just now");
}

}  // namespace parcours
