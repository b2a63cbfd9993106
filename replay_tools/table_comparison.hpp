// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "projections/fold.hpp"
#include "replay_tools/verification.hpp"

namespace parcours::replay {

// Holds the table that a projection keeps against one that is built anew from the history up to where that table has
// read: every row, entry and count. `scratch` takes the new one. What differs goes to `faults`, of each table the first
// few; one that has read further than the history is not compared. False: there is no table of this version.
expected<bool> compare_table(const fold& what, const journal& history, tables& kept, tables& scratch,
                             const std::function<void(std::uint64_t commits)>& tell, fault_list& faults);

}  // namespace parcours::replay
