// SPDX-License-Identifier: Apache-2.0
// The parts that `parse_charter` is made of.
#pragma once

#include "infra/settings/charter_file.hpp"
#include "infra/settings/table_reader.hpp"

namespace parcours {

// A text in each of the charter's languages.
localized read_localized(const toml_entry& from, const charter& terms, problem_list& problems);
// A table of such texts by key.
std::map<std::string, localized> read_localized_by_key(const toml_entry* from, const charter& terms,
                                                       problem_list& problems);

void read_roles(table_reader& root, charter& terms, const charter_vocabulary& known, problem_list& problems);
void read_commands(table_reader& root, charter& terms, const charter_vocabulary& known, problem_list& problems);
void read_visibility(table_reader& root, charter& terms, problem_list& problems);
void read_legal(table_reader& root, charter& terms, problem_list& problems);

// What a charter says that cannot hold together; each at the place that says it.
void refuse_contradictions(const toml_node& root, const charter& terms, problem_list& problems);

}  // namespace parcours
