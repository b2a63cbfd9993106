// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "events/failure.hpp"
#include "infra/rocksdb/options.hpp"

namespace rocksdb {
class ColumnFamilyHandle;
class DB;
class Status;
}  // namespace rocksdb

namespace parcours {

class storage_memory;

// The status as a failure, behind `what` was tried ("the journal cannot be written").
tl::unexpected<failure> failed_with(const rocksdb::Status& status, std::string_view what);

struct database_settings {
    std::string folder;
    std::vector<family_settings> families = {family_settings{}};  // the first is named "default"
    bool create_if_missing = true;
    // Each write is synced before the next: then damage is told from what a crash leaves, and is not opened
    // (write_ahead_check.hpp). Else what a damaged place hides is cut off in silence.
    bool refuse_damage = false;
    rocksdb::Env* environment = nullptr;  // empty: the machine's own file system
};

// An open RocksDB with its families; one process may have a folder open. Threads: any.
class database {
  public:
    // A folder that another process has open is `failure_code::unavailable`.
    static expected<std::unique_ptr<database>> open(const database_settings& settings, const storage_memory& memory);
    // For reading beside the process that has it open, as it is at this moment; `own_folder` takes this opening's own
    // messages. `unavailable`: it changes too fast just now.
    static expected<std::unique_ptr<database>> open_beside(const database_settings& settings,
                                                           const std::string& own_folder, const storage_memory& memory);
    ~database();
    database(const database&) = delete;
    database& operator=(const database&) = delete;

    rocksdb::DB& operator*() const { return *open_; }
    rocksdb::DB* operator->() const { return open_.get(); }
    // In the order of the settings.
    rocksdb::ColumnFamilyHandle* family(std::size_t number) const { return families_[number]; }

  private:
    database(rocksdb::DB* open, std::vector<rocksdb::ColumnFamilyHandle*> families);

    std::unique_ptr<rocksdb::DB> open_;
    std::vector<rocksdb::ColumnFamilyHandle*> families_;
};

}  // namespace parcours
