// SPDX-License-Identifier: Apache-2.0
#include "query_api/views/application_view.hpp"

#include <boost/json.hpp>

#include "events/json/value_json.hpp"

namespace parcours {
namespace {

// Before it is sent all of it is a draft.
group main_group(const application_row& row) { return row.sent_at ? group::application : group::draft; }

void show_meeting(row_view view, const kept_meeting& one) {
    constexpr auto in = group::meetings;
    view.put("id", in, one.meeting);
    view.put("mode", in, one.mode);
    view.put("status", in, one.state);
    view.put("sequence", in, one.sequence);
    view.put("proposed_by", in, one.proposed_by);
    view.put("proposed_at", in, one.proposed_at);
    view.put("changed_at", in, one.changed_at);
    view.cell("starts_at", one.starts_at);
    view.cell("ends_at", one.ends_at);
    view.cell("time_zone", one.time_zone);
    view.cell("place", one.place);
    view.cell("message", one.message);
    view.cell("answer", one.answer);
}

}  // namespace

application_status status_seen(application_status status, const charter& terms, const audience_set& whom) {
    const bool returned = status == application_status::returned && !terms.visible.reads(group::followup, whom);
    if (returned) status = application_status::awaiting_validation;
    const bool awaits = status == application_status::awaiting_validation;
    return awaits && !terms.companion_gate ? application_status::visible : status;
}

void show_text(row_view& view, const application_row& row) {
    const bool being_written = !row.sent_at || row.status == application_status::returned;
    // What was written since the last sending is theirs until it is sent; else whichever event brought it belongs to it.
    const auto in = being_written ? group_of(row.message).value_or(group::draft) : group::application;
    view.cell("message", row.message, in);
    if (view.reads(in)) view.put("documents", group::documents, row.documents);
}

void show_application_line(row_view& view, const application_id& id, const application_row& row) {
    const auto in = main_group(row);
    view.put("id", in, id);
    view.put("status", in, status_seen(row.status, view.terms(), view.whom()));
    view.put("kind", in, row.kind);
    view.put("candidate", in, row.candidate);
    view.put("organisation", in, row.organisation);
    view.put("offer", in, row.offer);
    view.put("sent_at", in, row.sent_at);
    view.put("received_at", in, row.received_at);
    view.put("viewed_at", in, row.viewed_at);
    view.put("ended_at", in, row.ended_at);
    view.cell("headline", row.headline);
    view.progress(row.seen);
}

void show_application(row_view& view, const application_id& id, const application_row& row) {
    show_application_line(view, id, row);
    const auto in = main_group(row);
    if (row.sent_at) view.put("submitted_by", in, row.submitted_by);
    view.put("began_at", group::draft, row.began_at);
    show_text(view, row);
    view.cell("snapshot", row.snapshot);
    view.cell("comment", row.comment);
    view.cell("return_reason", row.return_reason);
    view.cell("charge_message", row.charge_message);
    view.put("reason_code", group::outcome_message, row.reason_code);
    view.cell("outcome_message", row.outcome_message);
    view.put("contract", in, row.contract);
    view.cell("start_date", row.start_date);
    view.cell("withdraw_reason", row.withdraw_reason);
    view.put("cause", in, row.cause);
    if (!view.reads(group::meetings)) return;
    boost::json::array meetings;
    for (const auto& each : row.meetings) {
        boost::json::object one;
        show_meeting(view.within(one), each);
        meetings.emplace_back(std::move(one));
    }
    view.into()["meetings"] = std::move(meetings);
}

group group_of(message_thread thread) {
    switch (thread) {
        case message_thread::followup: return group::followup;
        case message_thread::exchange: return group::exchange;
        case message_thread::private_note: return group::private_note;
    }
    return group::administration;
}

void show_message(row_view& view, message_thread thread, const kept_message& message) {
    const auto in = group_of(thread);
    view.put("id", in, message.message);
    view.put("thread", in, thread);
    view.put("author", in, message.author);
    view.put("sent_at", in, message.at);
    view.cell("text", message.text);
}

}  // namespace parcours
