// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>

namespace rocksdb {
class CompactionFilterFactory;
class Env;
struct ColumnFamilyOptions;
struct Options;
}  // namespace rocksdb

namespace parcours {

class storage_memory;

// How one family of keys is kept.
struct family_settings {
    std::string name = "default";
    std::size_t memtable_octets = std::size_t{32} << 20;  // never more than a quarter of the budget
    std::size_t blobs_from_octets = 0;                    // values of this size lie in files of their own; 0: none do
    std::size_t prefix_octets = 0;  // keys are looked for by as many first octets too; 0: whole keys alone
    bool counters = false;          // merges add to numbers of 8 octets
    std::shared_ptr<rocksdb::CompactionFilterFactory> forget;  // what compaction may drop; empty: nothing
    std::size_t forget_within_seconds = 0;                     // ... at the latest so long after it was written
};

rocksdb::ColumnFamilyOptions family_options(const family_settings& settings, const storage_memory& memory);
// Of a database with one family. `environment` empty: the machine's own file system.
rocksdb::Options whole_options(const family_settings& settings, const storage_memory& memory,
                               rocksdb::Env* environment);

}  // namespace parcours
