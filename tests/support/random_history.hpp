// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/written_history.hpp"

namespace parcours {

// What a log may hold, made from the declarations: whatever is declared anew is in it. Events of all families and of
// superseded versions, in any order, a few in a commit, on a few streams of a few routes that lie on all partitions;
// between them, in the journal alone, recorded rejections and marks. All from the seed alone.
std::unique_ptr<written_history> random_history(std::uint64_t seed, partition_number partitions, std::size_t commits);

}  // namespace parcours
