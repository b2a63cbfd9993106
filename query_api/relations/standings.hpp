// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/charter/audiences_of.hpp"
#include "projections/folds/accounts.hpp"
#include "projections/folds/applications.hpp"
#include "projections/folds/candidate_files.hpp"
#include "projections/folds/companion_links.hpp"
#include "projections/folds/offers.hpp"
#include "projections/folds/organisations.hpp"
#include "projections/folds/sponsorships.hpp"

// What audiences depend on in each kind of row. Where a row does not carry its own id, it stands beside it.
namespace parcours {

row_standing standing_of(const applications::row& row);
row_standing standing_of(const sponsorships::row& row);
row_standing standing_of(const offers::row& row);
row_standing standing_of(const companion_links::row& row);
row_standing standing_of(const organisation_id& which, const organisations::row& row);
// A file exists for the person's sake alone: whatever is in it, it goes to nobody.
row_standing standing_of(const person_id& candidate, const candidate_files::row& row);
// An account in several roles is both a candidate's row and a professional's; one without any is its holder's alone. The
// directory shows it unless it was deactivated, as long as one of its roles is a professional's and counts.
row_standing standing_of(const charter& terms, const person_id& holder, const accounts::row& row);

// Of a candidate of whom no row says more: what their companions and they themselves are to them.
row_standing standing_of_candidate(const person_id& candidate);

}  // namespace parcours
