// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace parcours {

enum class value_kind : std::uint8_t {
    text,
    boolean,
    integer,
    number,
    enumeration,
    id,
    instant,  // RFC 3339 in UTC
    day,      // a calendar's day
    octets,   // in hexadecimal
    list,
    structure,
};
std::string_view to_string(value_kind kind);

struct part_description;

// The form of a value as data: what schemas, the catalogue and other readers need, free of C++ types.
struct type_description {
    value_kind kind = value_kind::text;
    bool optional = false;
    std::string_view id_prefix;           // of an id
    std::vector<std::string_view> names;  // of an enumeration
    std::int64_t least = 0;               // of an integer
    std::uint64_t most = 0;
    std::size_t octets = 0;
    std::vector<part_description> parts;  // of a structure; of a list: its items, without a name
};
struct part_description {
    std::string_view name;
    std::string_view meaning;
    type_description type;
};

}  // namespace parcours
