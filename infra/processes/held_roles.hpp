// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/charter/charter.hpp"
#include "events/failure.hpp"
#include "projections/tables.hpp"

namespace parcours {

// `invalid`: the next charter lacks a role that accounts hold which are not deactivated; whoever has no other could sign
// in no more. `accounts_now`: of the projection.
expected<void> keeps_held_roles(const charter& now, const charter& next, const table_snapshot& accounts_now);

}  // namespace parcours
