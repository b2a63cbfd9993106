// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>

#include "infra/rocksdb/options.hpp"
#include "infra/tables/table_place.hpp"
#include "projections/tables.hpp"

namespace rocksdb {
class DB;
}

namespace parcours {

class database;
class storage_memory;

// How every projection's table is kept.
family_settings table_family();

// An open table's database; shared by the tables and snapshots that read it, and closed with the last. Threads: any.
class stored_table {
  public:
    static expected<std::shared_ptr<stored_table>> open(std::shared_ptr<folder_claims> among,
                                                        const std::filesystem::path& folder, bool create,
                                                        rocksdb::Env* environment, const storage_memory& memory);
    ~stored_table();
    stored_table(const stored_table&) = delete;
    stored_table& operator=(const stored_table&) = delete;

    rocksdb::DB& store() const;
    const std::filesystem::path& folder() const { return claim_.folder(); }
    // Another folder has taken this one's place: it goes when nobody reads it any more.
    void remove_when_closed() { replaced_ = true; }
    bool is_replaced() const { return replaced_; }

  private:
    stored_table(std::shared_ptr<folder_claims> among, const std::filesystem::path& folder,
                 std::unique_ptr<database> store);

    folder_claim claim_;
    std::unique_ptr<database> store_;
    std::atomic<bool> replaced_ = false;
};

std::unique_ptr<table> make_table(std::shared_ptr<stored_table> stored);

}  // namespace parcours
