// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "infra/logging/logger.hpp"
#include "infra/processes/process_stores.hpp"
#include "infra/settings/process_settings.hpp"

namespace parcours {

// At the start: whether the vault is as young as the log. Keys are on disk before the commits that are sealed under them
// (architecture.md, "keys first"), so a key of a partition's last commits that the vault never knew tells of an older copy
// of the vault: who came since could not sign in, would be read by nobody, and their addresses could be taken by others.
// `failure_code::corrupt` where a key is unknown; an erased one is known. Where the end of the log is given up, frees what
// was held by whoever was in it alone: they can come again under the same address.
expected<void> fit_vault_to_log(const process_settings& settings, process_stores& stores, logger& log);

}  // namespace parcours
