// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace parcours {

// What is wrong with a field of a command: where (RFC 6901), a code that a text explains, and the limit that was passed;
// never what stood there.
struct field_fault {
    std::string pointer;
    std::string code;        // "unknown_field", "blank", "too_long" …
    std::string limit;       // where there is one
    bool malformed = false;  // 400: not of the form that the command declares; else 422: of the form, and out of bounds
    bool operator==(const field_fault&) const = default;
};
using field_faults = std::vector<field_fault>;

}  // namespace parcours
