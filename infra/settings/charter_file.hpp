// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "events/charter/charter.hpp"
#include "infra/settings/file_problem.hpp"

namespace parcours {

// The names that a charter may use, from the declarations of this program.
struct charter_vocabulary {
    std::set<std::string> commands;                      // "application.validate"
    std::set<std::string> personal_fields;               // "identity.first_name": what a snapshot may show
    std::set<std::string> facets;                        // "age_band"
    std::set<std::string> registration_fields;           // "email"
    std::set<std::string> labels;                        // "application.visible": each must be labelled
    std::function<bool(const std::string&)> knows_zone;  // IANA names
};

// Reads a charter and holds it against the vocabulary and against itself. Either the charter, or all that is wrong with
// it, in the file's order. Where the text is no TOML at all, only the place where that was noticed.
tl::expected<charter, std::vector<file_problem>> parse_charter(std::string_view text, const std::string& file_name,
                                                               const charter_vocabulary& known);
tl::expected<charter, std::vector<file_problem>> read_charter_file(const std::string& path,
                                                                   const charter_vocabulary& known);

// The roles that a charter may declare: those that accounts have.
const std::vector<std::string>& account_roles();

}  // namespace parcours
