// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "projections/folds/applications.hpp"
#include "query_api/views/row_view.hpp"

// An application as JSON, for lists and for its own page.
namespace parcours {

// What a viewer is told of where it stands: what is sent is visible where the charter has no gate, and that it was
// returned is known to those alone who may read returns.
application_status status_seen(application_status status, const charter& terms, const audience_set& whom);

// What a list tells of each.
void show_application_line(row_view& view, const application_id& id, const application_row& row);
// All that the viewer may read of the row.
void show_application(row_view& view, const application_id& id, const application_row& row);

// What the candidate wrote and attached, as it stands: their own alone while they write it, with the application else.
void show_text(row_view& view, const application_row& row);

// By which group a thread is read.
group group_of(message_thread thread);
void show_message(row_view& view, message_thread thread, const kept_message& message);

}  // namespace parcours
