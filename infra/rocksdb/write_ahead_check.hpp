// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "events/failure.hpp"

namespace rocksdb {
class Env;
}

namespace parcours {

// Reads the write-ahead files of a database, changing nothing: recovery would cut what lies behind a damaged place in
// silence. For a database that syncs each write before the next: what a crash leaves unfinished is then its last write
// alone, cut off by the file's end or with pages that never reached the disk, and that is sound. All else is
// `failure_code::corrupt`, with the file and the octet: a damaged place that another write follows, a last write that is
// there whole and is not what was written, writes that are missing between two files, no file at all where there were
// some. A last file that is gone beside others, or ends between two writes, cannot be told by this; whoever read further
// can tell (`shortfalls`).
expected<void> check_write_ahead(const std::string& folder, rocksdb::Env* environment);

}  // namespace parcours
