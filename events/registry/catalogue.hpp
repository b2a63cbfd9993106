// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "events/registry/event_description.hpp"

namespace parcours {

// What of a field stands in the log after its person was erased: certificates cite it.
std::string remains_after_erasure(const field_description& field);

// The page docs/event_catalogue.md: every event type, every field, in the order of the registry.
std::string event_catalogue_markdown(const std::vector<event_description>& types);

}  // namespace parcours
