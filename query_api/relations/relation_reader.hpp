// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "events/charter/audiences_of.hpp"
#include "projections/folds/accounts.hpp"
#include "projections/folds/companion_links.hpp"
#include "projections/tables.hpp"

namespace parcours {

// How many links of one person are looked through: far more than anybody accompanies.
inline constexpr std::size_t links_of_person_max = 10'000;

// One link of a person, by the other one.
struct linked_person {
    person_id other;
    link_id link;
    link_state state = link_state::requested;
    bool operator==(const linked_person&) const = default;
};

// What relation rows say between persons at one moment. A parked relation denies. The snapshots outlive it.
// Not thread-safe; one for each request, made last, so that a revoked companion sees nothing.
class relation_reader {
  public:
    // Without the other two nobody is acquainted by a meeting or a sponsorship.
    relation_reader(const table_snapshot& links, const table_snapshot& accounts_now)
        : links_(links), accounts_(accounts_now) {}
    relation_reader(const table_snapshot& links, const table_snapshot& accounts_now,
                    const table_snapshot& applications_now, const table_snapshot& sponsorships_now)
        : links_(links), accounts_(accounts_now), applications_(&applications_now), sponsorships_(&sponsorships_now) {}

    // An account's row; nothing where there is none, or its stream is parked.
    expected<std::optional<accounts::row>> account(const person_id& who) const;

    expected<link_tie> tie_between(const person_id& companion, const person_id& candidate) const;
    // Those who are linked; who only asks is not among them. Without an order; each once.
    expected<std::vector<person_id>> companions_of(const person_id& candidate) const;
    expected<std::vector<person_id>> candidates_of(const person_id& companion) const;
    // Links that stand or are asked for.
    expected<std::vector<linked_person>> links_of_candidate(const person_id& candidate) const;
    expected<std::vector<linked_person>> links_of_companion(const person_id& companion) const;

    // Of accounts in the role of a companion: to a supervisor of the same organisation, to every one where nobody was named.
    expected<bool> reports_to(const person_id& companion, const viewer& supervisor) const;
    // Whether the holder accompanies this candidate or asks to, has proposed them a meeting, or is their sponsor.
    expected<bool> knows(const person_id& candidate, const person_id& holder) const;
    // All of those holders. Without an order; each once.
    expected<std::vector<person_id>> known_to(const person_id& candidate) const;
    // Whether something was looked through up to `links_of_person_max` alone: there may be more.
    bool cut_short() const { return cut_short_; }
    // What the viewer is to a row's candidate or holder. Membership follows from the row's standing alone.
    expected<ties> ties_of(const viewer& who, const row_standing& row) const;
    // `ties_of`, and what the charter's audiences make of it.
    expected<audience_set> audiences(const charter& terms, const viewer& who, const row_standing& row) const;

  private:
    expected<std::vector<linked_person>> links_under(const entry_key& prefix) const;
    expected<void> add_others(const table_snapshot& where, const entry_key& of_both, std::set<person_id>& to) const;
    const table_snapshot& links_;
    const table_snapshot& accounts_;
    const table_snapshot* applications_ = nullptr;
    const table_snapshot* sponsorships_ = nullptr;
    mutable bool cut_short_ = false;  // mutable: what was left out is told, and changes no answer
};

}  // namespace parcours
