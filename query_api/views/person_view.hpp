// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "projections/folds/accounts.hpp"
#include "projections/folds/candidate_files.hpp"
#include "query_api/views/row_view.hpp"

// What persons show of themselves, to whom the charter says.
namespace parcours {

// Names and address of an account's holder: all of them by the group of the fields, of a professional also by what the
// directory shows: names, e-mail and phone, never more (APT-VIS-20).
void put_person(row_view& view, const accounts::row& row);
// What is known of an account beside the person: roles, organisation, state and dates.
void put_account(row_view& view, const person_id& holder, const accounts::row& row);
// A candidate's file: sections by name, and apart from them what is sensitive, which no recruiter ever gets.
void put_file(row_view& view, const viewer& who, const candidate_files::row& row);

bool has_role(const accounts::row& row, std::string_view role);
// Whether the account is one that directories show.
bool is_professional(const accounts::row& row);
// Whether the viewer may know that the account is there.
bool may_know_person(const row_view& view, const accounts::row& row);

}  // namespace parcours
