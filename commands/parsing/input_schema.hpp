// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "commands/input.hpp"
#include "events/registry/type_description.hpp"

namespace parcours {

// JSON Schema 2020-12 of an input's value: its type, and the limits that 422 speaks of. As JSON text.
std::string input_schema(const type_description& type, const limits& within);

}  // namespace parcours
