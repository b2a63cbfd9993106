// SPDX-License-Identifier: Apache-2.0
#include "query_api/relations/account_rows.hpp"

#include "projections/folds/accounts.hpp"
#include "query_api/relations/relation_reader.hpp"

namespace parcours {

expected<std::optional<account_standing>> account_rows::find(const person_id& account) const {
    const auto now = models_.snapshot(accounts::name);
    const auto row = relation_reader(*now, *now).account(account);
    if (!row) return tl::unexpected(row.error());
    if (!*row) return std::nullopt;
    account_standing found;
    found.active = (*row)->state == account_state::active;
    found.roles.insert((*row)->roles.begin(), (*row)->roles.end());
    found.organisation = (*row)->organisation.value_or(organisation_id{});
    found.language = (*row)->language.value_or("");
    return found;
}

}  // namespace parcours
