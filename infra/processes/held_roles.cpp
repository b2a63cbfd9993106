// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/held_roles.hpp"

#include "projections/folds/accounts.hpp"
#include "projections/rows.hpp"

namespace parcours {
namespace {

expected<bool> is_held(const std::string& role, const table_snapshot& accounts_now) {
    bool held = false;
    auto done = scan_entries(accounts_now, accounts::of_role(role), {}, table_snapshot::direction::ascending,
                             [&](const found_entry& each) {
                                 const auto deactivated = static_cast<char>(account_state::deactivated);
                                 held = each.value.empty() || each.value.front() != deactivated;
                                 return !held;
                             });
    if (!done) return tl::unexpected(std::move(done).error());
    return held;
}

}  // namespace

expected<void> keeps_held_roles(const charter& now, const charter& next, const table_snapshot& accounts_now) {
    for (const auto& role : now.role_order) {
        if (next.roles.contains(role)) continue;
        const auto held = is_held(role, accounts_now);
        if (!held) return tl::unexpected(held.error());
        if (*held)
            return failed(failure_code::invalid, "accounts hold the role \"" + role +
                                                     "\", which that charter lacks: keep it, or deactivate them first");
    }
    return {};
}

}  // namespace parcours
