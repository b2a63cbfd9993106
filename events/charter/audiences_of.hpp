// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "events/charter/charter.hpp"
#include "events/id.hpp"

// Who may see what (domain.md): pure functions of what a viewer is to a row at the moment of reading.
namespace parcours {

// Who looks, or acts.
struct viewer {
    person_id account;             // empty: a visitor
    std::string role;              // canonical, as entered at sign-in; empty: a visitor
    organisation_id organisation;  // of the account; empty: none
};

// How far a row has come on its way to a recruiter.
enum class row_reach : std::uint8_t {
    unbound,    // a row that goes to nobody: a candidate file, an offer, an account
    drafted,    // an application that was never sent
    submitted,  // sent at least once
    validated,  // validated at least once; what happens to it later takes nothing back
};

// What audiences depend on in a row. A command that begins a stream is judged by the candidate's file.
struct row_standing {
    person_id candidate;           // whose row: of the application, the file, the link; empty: no candidate's
    person_id holder;              // whose account or directory entry it is; empty: no professional's
    organisation_id target;        // where an application or sponsorship goes, whose an offer or a page is
    organisation_id organisation;  // whose members are `member`: of a page, an offer, an account
    row_reach reach = row_reach::unbound;
    bool listed = true;  // whether directories show the holder
};

enum class link_tie : std::uint8_t { none, requested, linked, export_blocked };

// What relation rows say between the viewer and the row's candidate or holder; looked up last, so that a revoked
// companion sees nothing. Where nothing is known, nothing is granted.
struct ties {
    link_tie link = link_tie::none;  // the viewer's to the candidate
    bool supervises = false;         // a companion of the candidate, or the holder, reports to the viewer
    bool acquainted = false;         // the holder accompanies, meets or sponsors the viewer
    bool member = false;             // of the row's space
};

// Whether somebody of this organisation (empty: of none) acts in the role: one that the charter puts into organisations
// counts for nothing outside of them.
bool role_counts(const charter& terms, const std::string& role, const organisation_id& of);
// The directory is of companions, those to whom they report, and recruiters (APT-VIS-11); who runs the platform, looks
// after it or counts what happens on it stands in none.
bool is_directory_role(std::string_view role);

// The audiences that this viewer is in towards this row: of their own account alone where their role does not count.
// Under a gate nobody is `recruiter_of_target` before the row's first validation; without one, before it is sent; nobody
// is `companion` or `supervisor` before it is sent.
audience_set audiences_of(const charter& terms, const viewer& who, const row_standing& row, const ties& known);

// Whether the charter lets this actor issue the command, in these audiences of its target.
bool may_issue(const charter& terms, const std::string& role, const std::string& command,
               const audience_set& audiences);

}  // namespace parcours
