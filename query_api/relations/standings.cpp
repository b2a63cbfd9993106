// SPDX-License-Identifier: Apache-2.0
#include "query_api/relations/standings.hpp"

#include <algorithm>

namespace parcours {

row_standing standing_of(const applications::row& row) {
    return {row.candidate, {}, row.organisation, {}, row.reach()};
}

row_standing standing_of(const sponsorships::row& row) {
    return {row.candidate, {}, row.organisation, {}, row.reach()};
}

row_standing standing_of(const offers::row& row) {
    return {{}, {}, row.organisation, row.organisation, row_reach::unbound};
}

row_standing standing_of(const companion_links::row& row) { return standing_of_candidate(row.candidate); }

row_standing standing_of(const organisation_id& which, const organisations::row&) {
    return {{}, {}, which, which, row_reach::unbound};
}

row_standing standing_of(const person_id& candidate, const candidate_files::row&) {
    return standing_of_candidate(candidate);
}

row_standing standing_of(const charter& terms, const person_id& holder, const accounts::row& row) {
    row_standing standing;
    const bool candidate = std::find(row.roles.begin(), row.roles.end(), "candidate") != row.roles.end();
    if (candidate) standing.candidate = holder;
    if (!candidate || row.roles.size() > 1) standing.holder = holder;
    standing.organisation = row.organisation.value_or(organisation_id{});
    standing.listed = row.state != account_state::deactivated &&
                      std::any_of(row.roles.begin(), row.roles.end(), [&](const std::string& role) {
                          return is_directory_role(role) && role_counts(terms, role, standing.organisation);
                      });
    return standing;
}

row_standing standing_of_candidate(const person_id& candidate) { return {candidate, {}, {}, {}, row_reach::unbound}; }

}  // namespace parcours
