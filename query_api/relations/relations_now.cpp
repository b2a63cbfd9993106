// SPDX-License-Identifier: Apache-2.0
#include "query_api/relations/relations_now.hpp"

#include "projections/folds/applications.hpp"
#include "projections/folds/sponsorships.hpp"

namespace parcours {

relations_now::relations_now(const read_models& models)
    : links_(models.snapshot(companion_links::name)),
      accounts_(models.snapshot(accounts::name)),
      applications_(models.snapshot(applications::name)),
      sponsorships_(models.snapshot(sponsorships::name)),
      reader_(*links_, *accounts_, *applications_, *sponsorships_) {}

}  // namespace parcours
