// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/account_facts.hpp"

#include <algorithm>

#include "events/charter/audiences_of.hpp"

namespace parcours {

std::optional<account_fact> fact_of(const charter& terms, const std::optional<accounts::row>& row) {
    if (!row) return std::nullopt;
    account_fact told{true,
                      row->state == account_state::active,
                      {},
                      row->organisation.value_or(organisation_id{}),
                      row->supervisor.value_or(person_id{})};
    for (const auto& each : row->roles)
        if (role_counts(terms, each, told.organisation)) told.roles.insert(each);
    return told;
}

bool is_held(const accounts::row& row, const std::string& role) {
    return std::find(row.roles.begin(), row.roles.end(), role) != row.roles.end();
}

}  // namespace parcours
