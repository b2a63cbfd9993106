// SPDX-License-Identifier: Apache-2.0
#include "infra/rocksdb/storage_memory.hpp"

#include <rocksdb/cache.h>
#include <rocksdb/options.h>
#include <rocksdb/write_buffer_manager.h>

namespace parcours {
namespace {

constexpr double share_of_index_and_filters = 0.3;

std::shared_ptr<rocksdb::Cache> make_cache(std::size_t budget_octets) {
    rocksdb::LRUCacheOptions options;
    options.capacity = budget_octets;
    options.high_pri_pool_ratio = share_of_index_and_filters;
    return rocksdb::NewLRUCache(options);
}

}  // namespace

struct storage_memory::write_buffers {
    std::shared_ptr<rocksdb::WriteBufferManager> counted;
};

storage_memory::storage_memory(std::size_t budget_octets)
    : budget_octets_(budget_octets),
      cache_(make_cache(budget_octets)),
      write_buffers_(std::make_unique<write_buffers>(
          write_buffers{std::make_shared<rocksdb::WriteBufferManager>(budget_octets / 2, cache_)})) {}

storage_memory::~storage_memory() = default;

std::size_t storage_memory::used_octets() const { return cache_->GetUsage(); }
std::size_t storage_memory::unwritten_octets() const { return write_buffers_->counted->memory_usage(); }
void storage_memory::share_with(rocksdb::DBOptions& options) const {
    options.write_buffer_manager = write_buffers_->counted;
}

}  // namespace parcours
