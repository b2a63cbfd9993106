// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "events/charter/charter.hpp"

namespace parcours {

// The charter of this name as the project ships it; whether its commands exist is for a test to say.
const charter& shipped_charter(const std::string& name);
inline const charter& atouts() { return shipped_charter("atouts-pour-tous"); }
inline const charter& nosemplois() { return shipped_charter("nosemplois"); }

}  // namespace parcours
