// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parcours {

enum class json_fault : std::uint8_t {
    missing,
    unknown_field,
    wrong_type,
    invalid,  // of the right type, and no such value: an id of another kind, a day that does not exist
};
std::string_view to_string(json_fault fault);

// What is wrong with a JSON value and where (RFC 6901); never what stood there.
struct json_problem {
    std::string pointer;
    json_fault fault = json_fault::invalid;
    bool operator==(const json_problem&) const = default;
};
using json_problems = std::vector<json_problem>;

}  // namespace parcours
