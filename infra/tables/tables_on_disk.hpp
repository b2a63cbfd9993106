// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "infra/tables/table_place.hpp"
#include "projections/tables.hpp"

namespace rocksdb {
class Env;
}

namespace parcours {

class stored_table;
class storage_memory;

// Tables in RocksDB, one database for each version of each projection, all below one folder (table_place.hpp says how
// it is laid out). A crash at any moment leaves the table that was current, or the finished build that was switched to.
// Threads: any. `memory` must outlive it and every table it opened.
class tables_on_disk final : public tables {
  public:
    // `environment` empty: the machine's own file system.
    tables_on_disk(std::string folder, const storage_memory& memory, rocksdb::Env* environment = nullptr);
    ~tables_on_disk() override;

    expected<std::unique_ptr<table>> open(std::string_view projection, int version) override;
    expected<std::unique_ptr<table_builder>> build(std::string_view projection, int version) override;
    expected<std::unique_ptr<table>> replace(std::string_view projection, int version) override;
    expected<std::vector<int>> versions(std::string_view projection) const override;
    // A table that is open is `failure_code::unavailable`.
    expected<void> remove(std::string_view projection, int version) override;

  private:
    expected<table_place> place(std::string_view projection, int version) const;
    expected<std::unique_ptr<table>> open_current(const table_place& where);
    void sweep_removed() const;

    std::filesystem::path root_;
    const storage_memory& memory_;
    rocksdb::Env* environment_;
    std::shared_ptr<folder_claims> claims_ = std::make_shared<folder_claims>();  // shared with what was opened
    mutable std::mutex guard_;
    // By place: the open table, so that who opens it again shares it.
    std::map<std::filesystem::path, std::weak_ptr<stored_table>> opened_;
};

}  // namespace parcours
