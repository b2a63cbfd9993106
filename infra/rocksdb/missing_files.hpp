// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "events/failure.hpp"

namespace rocksdb {
class Env;
}

namespace parcours {

// `failure_code::corrupt` where a folder holds files of a database and not those that say how they belong together
// (CURRENT, and the MANIFEST that it names): RocksDB would begin a new database there, and remove the files of the old
// one. A folder that holds none, or is not there, lacks nothing.
expected<void> check_no_file_is_missing(const std::string& folder, rocksdb::Env* environment);

}  // namespace parcours
