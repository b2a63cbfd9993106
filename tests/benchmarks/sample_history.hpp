// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "infra/journal/frame_journal.hpp"
#include "infra/rocksdb/storage_memory.hpp"
#include "tests/benchmarks/sample_commits.hpp"

namespace parcours {

// A journal of a small platform's life: persons with their files and links, organisations with their offers, and what is
// sent there and comes of it. Streams lie apart from each other, over four partitions; cells are as large as sealed ones.
class sample_history {
  public:
    enum class families : std::uint8_t { all, applications };
    sample_history(families which, std::size_t candidates);

    const frame_journal& journal() const { return *journal_; }
    storage_memory& memory() { return memory_; }
    std::size_t commits() const { return commits_; }

  private:
    void write(std::vector<commit> all);

    bench_folder folder_;
    storage_memory memory_{std::size_t{512} << 20};
    std::unique_ptr<frame_journal> journal_;
    std::size_t commits_ = 0;
};

}  // namespace parcours
