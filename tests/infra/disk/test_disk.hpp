// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

namespace rocksdb {
class Env;
}

namespace parcours {

// The machine's file system, as a test or a benchmark wants it: syncs that fail or take long, a power cut.
// Threads: any. Must outlive every database that uses its environment.
class test_disk {
  public:
    test_disk();
    ~test_disk();
    test_disk(const test_disk&) = delete;
    test_disk& operator=(const test_disk&) = delete;

    rocksdb::Env* environment() const;

    // From now on each sync fails, once it has been tried; or each write, as on a full disk.
    void fail_syncs();
    void fail_writes();
    void heal();
    void delay_syncs_us(std::int64_t by_us);
    std::uint64_t syncs() const;

    // From now on nothing reaches the disk.
    void cut_power();
    // REQUIRES: power was cut and every database closed. Takes away what was written and never synced.
    void lose_unsynced();

  private:
    class file_system;
    std::shared_ptr<file_system> files_;
    std::unique_ptr<rocksdb::Env> environment_;
};

}  // namespace parcours
