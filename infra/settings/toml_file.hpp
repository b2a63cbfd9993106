// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

#include "infra/settings/file_problem.hpp"

namespace parcours {

struct place {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};

struct toml_entry;

// A TOML value with the place it stands at, free of the vendor's types; the entries of a table are in the file's order.
struct toml_node {
    enum class kind : std::uint8_t { table, list, text, integer, number, boolean, other };
    kind what = kind::other;
    place at;
    std::string text;
    std::int64_t integer = 0;
    double number = 0;
    bool boolean = false;
    std::vector<toml_node> items;
    std::vector<toml_entry> entries;

    const toml_entry* find(std::string_view key) const;
};
struct toml_entry {
    std::string key;
    place at;  // of the key
    toml_node value;
};

std::string_view to_string(toml_node::kind what);

// Parses TOML 1.0; where the text is none, the one place where the parser gave up.
tl::expected<toml_node, file_problem> parse_toml(std::string_view text, const std::string& file_name);

// The place of the key that is reached by these keys from the root, or of the deepest that is there.
place place_of(const toml_node& root, const std::vector<std::string_view>& keys);

// The whole file as a string; a reason where it cannot be read or is longer than `octets_max`.
tl::expected<std::string, file_problem> read_text_file(const std::string& path, std::size_t octets_max = 1'048'576);

}  // namespace parcours
