// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "commands/family.hpp"

namespace parcours {

// Every family of this program with every command that it takes: what is not here does not exist.
std::vector<family_type> all_families();

}  // namespace parcours
