// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "events/category.hpp"
#include "events/declaration.hpp"
#include "events/registry/type_description.hpp"

namespace parcours {

struct field_description {
    std::string_view name;
    std::string_view meaning;
    group in = group::administration;
    type_description type;                  // of the value; of a personal field: what is sealed
    std::optional<category_name> category;  // of a personal field
    bool own_key = false;
    outside_reader reader = outside_reader::internal;  // of a clear field
};

// An event type as data, present or superseded; everything follows from its declaration.
struct event_description {
    std::string_view name;
    int version = 1;
    stream_kind stream = stream_kind::platform;
    group in = group::administration;
    std::string_view meaning;
    bool superseded = false;  // still read, never written
    std::vector<field_description> fields;
};

std::string_view to_string(outside_reader reader);

}  // namespace parcours
