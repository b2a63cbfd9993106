// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <vector>

#include "events/registry/event_description.hpp"

namespace parcours {

// Every event type of this program as data, stream by stream: the present ones, then what they supersede.
const std::vector<event_description>& all_event_types();

// One event type by its stored name and version; null where there is none.
const event_description* find_event_type(std::string_view name, int version);

// "identity.first_name", "profile.skills": each part of each sealed structure of these categories, as charters name them.
std::set<std::string> personal_parts(const std::set<category_name>& categories);

}  // namespace parcours
