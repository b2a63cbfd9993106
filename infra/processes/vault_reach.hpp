// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/ports/journal.hpp"
#include "events/ports/keys.hpp"

namespace parcours {

// At the start: whether the vault is as young as the log. Keys are on disk before the commits that are sealed under them
// (architecture.md, "keys first"), so a key of the log's last commits that the vault never knew tells of an older copy of
// the vault: who came since could not sign in, would be read by nobody, and their addresses could be taken by others.
// Looks at the last commits of each partition. `failure_code::corrupt` where a key is unknown; an erased one is known.
expected<void> vault_reaches(const journal& history, keys& vault);

}  // namespace parcours
