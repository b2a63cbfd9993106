// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "events/ports/journal.hpp"

namespace parcours {

// At most `frames_max` accepted frames of a partition from offset `from` on, as the tailer told them when they were
// new, but for the heads, which nobody needs any more. Empty: there is no more.
expected<std::vector<accepted>> read_journal_group(const journal& history, partition_number partition,
                                                   std::int64_t from, std::size_t frames_max);

}  // namespace parcours
