// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/scenario.hpp"
#include "tests/support/shipped_charter.hpp"

// Who acts in the scenarios of this folder, and what is known of them.
namespace parcours::cast {

inline constexpr std::uint64_t at = 1'774'000'000'000ULL << 16;  // March 2026
template <class Id>
constexpr Id id_of(std::uint64_t route, std::uint64_t low) {
    return Id{id128{at | route, low}};
}

inline const person_id candidate = id_of<person_id>(7, 1);
inline const person_id companion = id_of<person_id>(9, 2);
inline const person_id other_companion = id_of<person_id>(9, 3);
inline const person_id supervisor = id_of<person_id>(9, 4);
inline const person_id recruiter = id_of<person_id>(5, 5);
inline const person_id administrator = id_of<person_id>(3, 6);
inline const organisation_id school = id_of<organisation_id>(11, 7);
inline const organisation_id company = id_of<organisation_id>(5, 8);
inline const organisation_id other_company = id_of<organisation_id>(6, 9);
inline const offer_id an_offer = id_of<offer_id>(5, 10);
inline const link_id a_link = id_of<link_id>(7, 11);
inline const link_id another_link = id_of<link_id>(7, 12);
inline constexpr instant now{1'774'000'000'000};  // 2026-03-20T09:46:40Z

inline account_fact active(std::string role, organisation_id of = {}) {
    account_fact found;
    found.known = true;
    found.active = true;
    found.roles = {std::move(role)};
    found.organisation = of;
    return found;
}

// Somebody acts in a role; their own account is active and known, the candidate has an account and a file.
inline circumstances acts(const charter& terms, const person_id& who, std::string role, organisation_id of = {}) {
    circumstances around;
    around.terms = terms;
    around.known.now = now;
    around.known.by = {who, role, {}};
    around.known.remote.issuer = active(std::move(role), of);
    around.route.persons[candidate] = {true, true, true};
    return around;
}
inline circumstances acts_as_system(const charter& terms) {
    auto around = acts(terms, {}, "system");
    around.known.system = true;
    around.known.remote.issuer.reset();
    return around;
}

}  // namespace parcours::cast
