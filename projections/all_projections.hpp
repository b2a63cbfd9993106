// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "projections/folds/accounts.hpp"
#include "projections/folds/applications.hpp"
#include "projections/folds/candidate_files.hpp"
#include "projections/folds/companion_links.hpp"
#include "projections/folds/offers.hpp"
#include "projections/folds/organisations.hpp"
#include "projections/folds/sponsorships.hpp"

namespace parcours {

// Every projection, in the order in which the runner applies them: relations first, for they decide who may see what.
using all_projections =
    type_list<companion_links, accounts, applications, sponsorships, candidate_files, offers, organisations>;

}  // namespace parcours
