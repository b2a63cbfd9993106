// SPDX-License-Identifier: Apache-2.0
#include "events/charter/audiences_of.hpp"

#include <algorithm>

namespace parcours {
namespace {

bool is_sent(const row_standing& row) { return row.reach != row_reach::drafted; }

bool is_through_the_gate(const charter& terms, const row_standing& row) {
    switch (row.reach) {
        case row_reach::unbound: return true;
        case row_reach::drafted: return false;
        case row_reach::submitted: return !terms.companion_gate;
        case row_reach::validated: return true;
    }
    return false;
}

void add_companion(audience_set& found, const row_standing& row, const ties& known) {
    if (row.candidate.empty() || !is_sent(row)) return;
    switch (known.link) {
        case link_tie::none: return;
        case link_tie::requested: return found.add(audience::companion_requested);
        case link_tie::linked: return found.add(audience::companion);
        case link_tie::export_blocked: return found.add(audience::companion_export_blocked);
    }
}

void add_recruiter(audience_set& found, const charter& terms, const viewer& who, const row_standing& row) {
    const bool of_target = !who.organisation.empty() && who.organisation == row.target;
    found.add(of_target && is_through_the_gate(terms, row) ? audience::recruiter_of_target : audience::recruiter);
}

bool reads_directory(const charter& terms, const viewer& who, const ties& known) {
    if (who.role == "candidate") return known.acquainted;
    return is_directory_role(who.role) && (terms.directory || known.acquainted);
}

// A role that sees by its office, not by a relation.
std::optional<audience> audience_of_office(const std::string& role) {
    for (const auto each :
         {audience::administrator, audience::officer, audience::auditor, audience::worker, audience::analyst})
        if (to_string(each) == role) return each;
    return std::nullopt;
}

bool takes_part(const std::string& role) { return role == "candidate" || is_directory_role(role); }

}  // namespace

bool role_counts(const charter& terms, const std::string& role, const organisation_id& of) {
    const auto found = terms.roles.find(role);
    return found == terms.roles.end() || !found->second.in_organisation || !of.empty();
}

bool is_directory_role(std::string_view role) {
    return role == "companion" || role == "supervisor" || role == "recruiter";
}

audience_set audiences_of(const charter& terms, const viewer& who, const row_standing& row, const ties& known) {
    audience_set found{audience::public_};
    if (who.account.empty() || who.role.empty()) return found;
    if (takes_part(who.role)) found.add(audience::participant);

    const bool own_file = who.role == "candidate" && who.account == row.candidate;
    if (own_file || who.account == row.holder) found.add(audience::self);
    if (!role_counts(terms, who.role, who.organisation)) return found;
    if (who.role == "companion") add_companion(found, row, known);
    if (who.role == "supervisor" && known.supervises && is_sent(row)) found.add(audience::supervisor);
    if (who.role == "recruiter") add_recruiter(found, terms, who, row);
    if (!row.holder.empty() && row.listed && reads_directory(terms, who, known)) found.add(audience::directory_reader);
    if (known.member || (!who.organisation.empty() && who.organisation == row.organisation))
        found.add(audience::member);
    if (const auto office = audience_of_office(who.role)) found.add(*office);
    return found;
}

bool may_issue(const charter& terms, const std::string& role, const std::string& command,
               const audience_set& audiences) {
    const permission* needed = terms.allows(role, command);
    if (needed == nullptr) return false;
    return needed->relations.empty() || std::any_of(needed->relations.begin(), needed->relations.end(),
                                                    [&](audience each) { return audiences.has(each); });
}

}  // namespace parcours
