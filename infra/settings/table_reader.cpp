// SPDX-License-Identifier: Apache-2.0
#include "infra/settings/table_reader.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "infra/settings/nearest.hpp"

namespace parcours {

void problem_list::add(place at, std::string reason) { all_.push_back({file_, at.line, at.column, std::move(reason)}); }

std::vector<file_problem> problem_list::take() {
    std::stable_sort(all_.begin(), all_.end(), [](const file_problem& one, const file_problem& other) {
        return std::pair(one.line, one.column) < std::pair(other.line, other.column);
    });
    return std::move(all_);
}

table_reader::table_reader(const toml_node& table, place at, std::string name, problem_list& problems)
    : table_(table), at_(at), name_(std::move(name)), problems_(problems) {}

const toml_entry* table_reader::entry(std::string_view key, toml_node::kind what, bool mandatory) {
    known_.emplace_back(key);
    const auto* found = table_.find(key);
    if (found == nullptr) {
        if (mandatory)
            problems_.add(at_, name_.empty() ? fmt::format("\"{}\" is missing", key)
                                             : fmt::format("\"{}\" is missing in [{}]", key, name_));
        return nullptr;
    }
    if (found->value.what != what) {
        problems_.add(found->at,
                      fmt::format("\"{}\" must be {}, and is {}", key, to_string(what), to_string(found->value.what)));
        return nullptr;
    }
    return found;
}

std::string table_reader::text(std::string_view key) {
    const auto* found = entry(key, toml_node::kind::text, true);
    if (found == nullptr) return {};
    if (found->value.text.find_first_not_of(" \t\r\n") == std::string::npos)
        problems_.add(found->at, fmt::format("\"{}\" is blank", key));
    return found->value.text;
}

std::optional<std::string> table_reader::optional_text(std::string_view key) {
    const auto* found = entry(key, toml_node::kind::text, false);
    return found == nullptr ? std::nullopt : std::optional<std::string>(found->value.text);
}

bool table_reader::boolean(std::string_view key, std::optional<bool> otherwise) {
    const auto* found = entry(key, toml_node::kind::boolean, !otherwise);
    return found == nullptr ? otherwise.value_or(false) : found->value.boolean;
}

std::int64_t table_reader::integer(std::string_view key, std::int64_t least, std::int64_t most,
                                   std::optional<std::int64_t> otherwise) {
    const auto* found = entry(key, toml_node::kind::integer, !otherwise);
    if (found == nullptr) return otherwise.value_or(least);
    if (found->value.integer < least || found->value.integer > most) {
        problems_.add(found->at,
                      fmt::format("\"{}\" must be {} to {}, and is {}", key, least, most, found->value.integer));
        return otherwise.value_or(least);
    }
    return found->value.integer;
}

std::vector<std::string> table_reader::texts(std::string_view key,
                                             const std::function<void(const std::string&, place)>& each) {
    std::vector<std::string> all;
    const auto* found = entry(key, toml_node::kind::list, false);
    if (found == nullptr) return all;
    for (const auto& item : found->value.items) {
        if (item.what != toml_node::kind::text) {
            problems_.add(item.at, fmt::format("\"{}\" is a list of texts, and this is {}", key, to_string(item.what)));
            continue;
        }
        if (std::find(all.begin(), all.end(), item.text) != all.end())
            problems_.add(item.at, fmt::format("\"{}\" is listed twice in \"{}\"", item.text, key));
        if (each) each(item.text, item.at);
        all.push_back(item.text);
    }
    return all;
}

const toml_entry* table_reader::table(std::string_view key, bool mandatory) {
    return entry(key, toml_node::kind::table, mandatory);
}

const std::vector<toml_entry>& table_reader::every() {
    all_known_ = true;
    return table_.entries;
}

void table_reader::refuse_unknown() {
    if (all_known_) return;
    for (const auto& each : table_.entries)
        if (std::find(known_.begin(), known_.end(), each.key) == known_.end())
            problems_.add(each.at, unknown_word("key", each.key, known_));
}

}  // namespace parcours
