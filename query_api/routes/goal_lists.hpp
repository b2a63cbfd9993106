// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "projections/entry_key.hpp"
#include "query_api/query_reader.hpp"
#include "query_api/route.hpp"
#include "query_api/views/newest_first.hpp"
#include "query_api/views/viewing.hpp"

// Which lists a caller looks through for what goes from candidates to organisations: applications and sponsorships.
namespace parcours {

// The filters that both have.
struct wanted_lists {
    std::optional<person_id> candidate;
    std::optional<person_id> companion;
    std::optional<organisation_id> organisation;
    period when;
};
wanted_lists read_wanted_lists(query_reader& query);
// Those, and `after` and `limit`, as the document describes them.
std::vector<query_parameter> goal_list_parameters();

// Roles whose reach is their office, not a relation.
bool sees_by_office(const viewing& whole);
// A recruiter's lists go on as if drafts were not there, and under a gate what was not validated.
bool is_behind_gate(const viewing& whole, row_reach reach);
// The candidates whose lists the caller looks through; nothing where it is not by candidates that they look.
expected<std::optional<std::vector<person_id>>> candidates_looked_through(viewing& whole, const wanted_lists& wanted);

template <class P>
expected<std::vector<entry_key>> lists_for(viewing& whole, const wanted_lists& wanted) {
    const auto candidates = candidates_looked_through(whole, wanted);
    if (!candidates) return tl::unexpected(candidates.error());
    std::vector<entry_key> lists;
    if (*candidates) {
        for (const auto& each : **candidates) lists.push_back(P::of_candidate(each));
    } else if (whole.who().role == "recruiter") {
        const auto& own = whole.who().organisation;
        if (!own.empty() && wanted.organisation.value_or(own) == own) lists.push_back(P::of_organisation(own));
    } else if (sees_by_office(whole)) {
        lists.push_back(wanted.organisation ? P::of_organisation(*wanted.organisation) : P::all());
    }
    return lists;
}

}  // namespace parcours
