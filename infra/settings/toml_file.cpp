// SPDX-License-Identifier: Apache-2.0
#include "infra/settings/toml_file.hpp"

#include <algorithm>
#include <fstream>
#include <optional>

// The library asserts where some malformed files lead it: an end of the process in one build, undefined behaviour in
// another. Here it is an exception in all of them, which `parse_toml` tells as a fault of the file.
namespace parcours {
namespace {
struct library_lost_its_way {};
[[noreturn]] void lose_the_way() { throw library_lost_its_way{}; }
}  // namespace
}  // namespace parcours
#undef NDEBUG
#define TOML_ASSERT(expression) ((expression) ? void() : parcours::lose_the_way())
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace parcours {
namespace {

place place_at(const toml::source_region& region) { return {region.begin.line, region.begin.column}; }

toml_node convert(const toml::node& from);

void convert_table(const toml::table& from, toml_node& into) {
    into.what = toml_node::kind::table;
    for (const auto& [key, value] : from)
        into.entries.push_back({std::string(key.str()), place_at(key.source()), convert(value)});
    std::sort(into.entries.begin(), into.entries.end(), [](const toml_entry& one, const toml_entry& other) {
        return std::pair(one.at.line, one.at.column) < std::pair(other.at.line, other.at.column);
    });
}

toml_node convert(const toml::node& from) {
    toml_node into;
    into.at = place_at(from.source());
    if (const auto* table = from.as_table()) {
        convert_table(*table, into);
    } else if (const auto* list = from.as_array()) {
        into.what = toml_node::kind::list;
        for (const auto& each : *list) into.items.push_back(convert(each));
    } else if (const auto* text = from.as_string()) {
        into.what = toml_node::kind::text;
        into.text = text->get();
    } else if (const auto* integer = from.as_integer()) {
        into.what = toml_node::kind::integer;
        into.integer = integer->get();
    } else if (const auto* number = from.as_floating_point()) {
        into.what = toml_node::kind::number;
        into.number = number->get();
    } else if (const auto* boolean = from.as_boolean()) {
        into.what = toml_node::kind::boolean;
        into.boolean = boolean->get();
    }
    return into;
}

// Where a presentation form stands (U+FB26 to U+FEFE): outside of texts the library's behaviour is undefined there, and
// nobody writes them in a file of settings.
std::optional<std::size_t> find_presentation_form(std::string_view text) {
    const auto octet = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    for (std::size_t at = text.find('\xef'); at != std::string_view::npos; at = text.find('\xef', at + 1)) {
        if (at + 2 >= text.size()) break;
        const unsigned code = 0xf000U | (octet(at + 1) & 0x3fU) << 6 | (octet(at + 2) & 0x3fU);
        if (code >= 0xfb26 && code <= 0xfefe) return at;
    }
    return std::nullopt;
}

bool is_lost_in(std::string_view text) {
    try {
        static_cast<void>(toml::parse(text));
        return false;
    } catch (const library_lost_its_way&) {
        return true;
    }
}

// The library reads on from the start to the place, so the shortest beginning that leads it astray ends there.
std::uint32_t line_lost_at(std::string_view text) {
    std::vector<std::size_t> ends;
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
        ends.push_back(at + 1);
    const auto found = std::partition_point(ends.begin(), ends.end(),
                                            [&](std::size_t end) { return !is_lost_in(text.substr(0, end)); });
    return static_cast<std::uint32_t>(found - ends.begin()) + 1;
}

}  // namespace

std::string_view to_string(toml_node::kind what) {
    switch (what) {
        case toml_node::kind::table: return "a table";
        case toml_node::kind::list: return "a list";
        case toml_node::kind::text: return "a text";
        case toml_node::kind::integer: return "an integer";
        case toml_node::kind::number: return "a number";
        case toml_node::kind::boolean: return "true or false";
        case toml_node::kind::other: return "a date or time";
    }
    return "a value";
}

const toml_entry* toml_node::find(std::string_view key) const {
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const auto& each) { return each.key == key; });
    return found == entries.end() ? nullptr : &*found;
}

tl::expected<toml_node, file_problem> parse_toml(std::string_view text, const std::string& file_name) {
    if (const auto form = find_presentation_form(text)) {
        const auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(*form), '\n') + 1;
        return tl::unexpected(file_problem{file_name, static_cast<std::uint32_t>(line), 1,
                                           "this line has a presentation form (U+FB26 to U+FEFE), which is not read"});
    }
    try {
        const auto parsed = toml::parse(text, std::string_view(file_name));
        if (parsed) return convert(parsed.table());
        const auto& error = parsed.error();
        return tl::unexpected(file_problem{file_name, error.source().begin.line, error.source().begin.column,
                                           std::string(error.description())});
    } catch (const library_lost_its_way&) {
        return tl::unexpected(file_problem{file_name, line_lost_at(text), 1, "this line is no TOML"});
    }
}

place place_of(const toml_node& root, const std::vector<std::string_view>& keys) {
    const toml_node* node = &root;
    place found{1, 1};
    for (const auto key : keys) {
        const auto* entry = node->find(key);
        if (entry == nullptr) break;
        found = entry->at;
        node = &entry->value;
    }
    return found;
}

tl::expected<std::string, file_problem> read_text_file(const std::string& path, std::size_t octets_max) {
    std::ifstream from(path, std::ios::binary);
    if (!from) return tl::unexpected(file_problem{path, 0, 0, "the file cannot be opened"});
    std::string text;
    char block[8192];
    while (from.read(block, sizeof block), from.gcount() > 0) {
        text.append(block, static_cast<std::size_t>(from.gcount()));
        if (text.size() > octets_max)
            return tl::unexpected(
                file_problem{path, 0, 0, "the file is longer than " + std::to_string(octets_max) + " octets"});
    }
    if (from.bad()) return tl::unexpected(file_problem{path, 0, 0, "the file cannot be read"});
    return text;
}

}  // namespace parcours
