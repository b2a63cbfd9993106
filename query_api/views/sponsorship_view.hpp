// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "projections/folds/sponsorships.hpp"
#include "query_api/views/row_view.hpp"

// A sponsorship as JSON, for lists and for its own page.
namespace parcours {

// As an application's: sent is visible without a gate, returned is told to those who may read returns.
sponsorship_status status_seen(sponsorship_status status, const charter& terms, const audience_set& whom);

void show_sponsorship_line(row_view& view, const sponsorship_id& id, const sponsorships::row& row);
void show_sponsorship(row_view& view, const sponsorship_id& id, const sponsorships::row& row);

}  // namespace parcours
