// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "infra/tables/table_place.hpp"
#include "projections/tables.hpp"

namespace rocksdb {
class Env;
class SstFileWriter;
}  // namespace rocksdb

namespace parcours {

class storage_memory;

// Builds a table from sorted files, each run taken in whole above those before it: nothing is sorted or written twice.
// Not thread-safe.
class run_builder final : public table_builder {
  public:
    run_builder(std::shared_ptr<folder_claims> among, table_place place, rocksdb::Env* environment,
                const storage_memory& memory);
    ~run_builder() override;

    expected<void> put(byte_view key, byte_view value) override;
    expected<void> next_run() override;
    expected<void> finish() override;

  private:
    expected<void> begin_file();
    expected<void> end_file();
    expected<void> ingest(const std::filesystem::path& into);

    std::shared_ptr<folder_claims> among_;
    table_place place_;
    rocksdb::Env* environment_;
    const storage_memory& memory_;
    folder_claim files_;   // where the sorted files lie
    folder_claim result_;  // the table's folder
    std::unique_ptr<rocksdb::SstFileWriter> file_;
    std::vector<std::vector<std::string>> runs_;  // the files of each run
    bytes last_;                                  // key of the present run
    std::size_t file_count_ = 0;
};

}  // namespace parcours
