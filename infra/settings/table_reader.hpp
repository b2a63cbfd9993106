// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "infra/settings/toml_file.hpp"

namespace parcours {

// All that is wrong with one file, each at its place; reading goes on after each.
class problem_list {
  public:
    explicit problem_list(std::string file_name) : file_(std::move(file_name)) {}
    void add(place at, std::string reason);
    bool empty() const { return all_.empty(); }
    // In the order of the file.
    std::vector<file_problem> take();

  private:
    std::string file_;
    std::vector<file_problem> all_;
};

// Reads one table by its known keys and names what is missing, ill-typed, out of range or unknown.
// A getter whose key is absent or wrong notes the problem and returns an empty value, so that reading goes on.
class table_reader {
  public:
    // `name`: what the table is called in messages; empty for the root. Both references outlive the reader.
    table_reader(const toml_node& table, place at, std::string name, problem_list& problems);

    std::string text(std::string_view key);  // mandatory, not blank
    std::optional<std::string> optional_text(std::string_view key);
    bool boolean(std::string_view key, std::optional<bool> otherwise = std::nullopt);
    std::int64_t integer(std::string_view key, std::int64_t least, std::int64_t most,
                         std::optional<std::int64_t> otherwise = std::nullopt);
    // A list of texts; absent: empty. `each` sees every item with its place.
    std::vector<std::string> texts(std::string_view key,
                                   const std::function<void(const std::string&, place)>& each = nullptr);
    // A table within; nothing where it is absent (noted if mandatory) or no table (noted).
    const toml_entry* table(std::string_view key, bool mandatory);
    // Every entry, each a table or value whose keys the caller knows; marks all as known.
    const std::vector<toml_entry>& every();
    // To be called last: notes each key that nobody asked for, with the nearest that somebody did.
    void refuse_unknown();

    place at() const { return at_; }
    const toml_node& node() const { return table_; }

  private:
    const toml_entry* entry(std::string_view key, toml_node::kind what, bool mandatory);

    const toml_node& table_;
    place at_;
    std::string name_;
    problem_list& problems_;
    std::vector<std::string> known_;
    bool all_known_ = false;
};

}  // namespace parcours
