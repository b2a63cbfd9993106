// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "infra/settings/charter_file.hpp"

namespace parcours {

// Every command that the charters name, by hand: the registry of commands is another folder's.
charter_vocabulary tested_vocabulary();

// The charter of this name as the project ships it, or a failed test.
charter shipped_charter(const std::string& name);
std::string shipped_charter_text(const std::string& name);

}  // namespace parcours
