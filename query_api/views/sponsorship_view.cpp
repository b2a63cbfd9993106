// SPDX-License-Identifier: Apache-2.0
#include "query_api/views/sponsorship_view.hpp"

#include <boost/json.hpp>

#include "events/json/value_json.hpp"

namespace parcours {

sponsorship_status status_seen(sponsorship_status status, const charter& terms, const audience_set& whom) {
    const bool returned = status == sponsorship_status::returned && !terms.visible.reads(group::followup, whom);
    if (returned) status = sponsorship_status::awaiting_validation;
    const bool awaits = status == sponsorship_status::awaiting_validation;
    return awaits && !terms.companion_gate ? sponsorship_status::visible : status;
}

void show_sponsorship_line(row_view& view, const sponsorship_id& id, const sponsorships::row& row) {
    constexpr auto in = group::sponsorship;
    view.put("id", in, id);
    view.put("status", in, status_seen(row.status, view.terms(), view.whom()));
    view.put("candidate", in, row.candidate);
    view.put("organisation", in, row.organisation);
    view.put("sponsor", in, row.sponsor);
    view.put("sent_at", in, row.sent_at);
    view.put("received_at", in, row.received_at);
    view.cell("headline", row.headline);
    view.progress(row.seen);
}

void show_sponsorship(row_view& view, const sponsorship_id& id, const sponsorships::row& row) {
    show_sponsorship_line(view, id, row);
    view.put("requested_by", group::sponsorship, row.requested_by);
    view.put("documents", group::documents, row.documents);
    view.cell("message", row.message);
    view.cell("snapshot", row.snapshot);
    view.cell("comment", row.comment);
    view.cell("return_reason", row.return_reason);
    view.put("reason_code", group::outcome_message, row.reason_code);
    view.cell("answer", row.answer);
    view.cell("end_reason", row.end_reason);
    view.put("cause", group::sponsorship, row.cause);
}

}  // namespace parcours
