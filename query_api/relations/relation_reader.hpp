// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "events/charter/audiences_of.hpp"
#include "projections/folds/accounts.hpp"
#include "projections/folds/companion_links.hpp"
#include "projections/tables.hpp"

namespace parcours {

// What relation rows say between persons at one moment. A parked relation denies. Both snapshots outlive it.
// Not thread-safe; one for each request, made last, so that a revoked companion sees nothing.
class relation_reader {
  public:
    relation_reader(const table_snapshot& links, const table_snapshot& accounts_now)
        : links_(links), accounts_(accounts_now) {}

    // An account's row; nothing where there is none, or its stream is parked.
    expected<std::optional<accounts::row>> account(const person_id& who) const;
    expected<link_tie> tie_between(const person_id& companion, const person_id& candidate) const;
    // Those who are linked; who only asks is not among them.
    expected<std::vector<person_id>> companions_of(const person_id& candidate) const;
    expected<std::vector<person_id>> candidates_of(const person_id& companion) const;
    // Of accounts in the role of a companion. Where nobody was named, every supervisor of the companion's organisation.
    expected<bool> reports_to(const person_id& companion, const viewer& supervisor) const;
    // Between a viewer and a row's candidate or holder; whether they are acquainted or members is asked elsewhere.
    expected<ties> ties_of(const viewer& who, const row_standing& row) const;

  private:
    expected<std::vector<person_id>> linked_under(const entry_key& prefix) const;
    const table_snapshot& links_;
    const table_snapshot& accounts_;
};

}  // namespace parcours
