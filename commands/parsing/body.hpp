// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string_view>

#include "commands/family.hpp"

namespace parcours {

// What a command's body may be at most; whoever passes one is told the pointer and no more than `faults_max` faults.
struct body_limits {
    static constexpr std::size_t octets_max = 1'048'576;
    static constexpr std::size_t depth_max = 16;
    static constexpr std::size_t faults_max = 20;
    static constexpr std::size_t pointer_length_max = 200;
};

// Parses JSON (RFC 8259, UTF-8, no name twice in one object) and the command in it. Null where there are faults.
std::unique_ptr<parsed_command> parse_body(const command_type& type, std::string_view body, field_faults& faults);

}  // namespace parcours
