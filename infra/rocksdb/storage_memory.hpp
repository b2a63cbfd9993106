// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>

namespace rocksdb {
class Cache;
struct DBOptions;
}  // namespace rocksdb

namespace parcours {

// The memory that all databases of this process share (`memory.budget`): one cache of blocks, index and filter blocks
// inside, to which what waits in memory to be written is charged. Must outlive every database opened with it. Threads: any.
class storage_memory {
  public:
    explicit storage_memory(std::size_t budget_octets);
    ~storage_memory();
    storage_memory(const storage_memory&) = delete;
    storage_memory& operator=(const storage_memory&) = delete;

    std::size_t budget_octets() const { return budget_octets_; }
    // Cached blocks and what waits to be written; for metrics.
    std::size_t used_octets() const;
    std::size_t unwritten_octets() const;

    const std::shared_ptr<rocksdb::Cache>& cache() const { return cache_; }
    // Makes what waits to be written count, for a database that is opened with these options.
    void share_with(rocksdb::DBOptions& options) const;

  private:
    std::size_t budget_octets_;
    std::shared_ptr<rocksdb::Cache> cache_;
    struct write_buffers;
    std::unique_ptr<write_buffers> write_buffers_;
};

}  // namespace parcours
