// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmarks/application_tracking.hpp"

#include "projections/folds/application_meetings.hpp"
#include "projections/typed_fold.hpp"

namespace parcours {
namespace {

using row = application_row;

template <class Event>
constexpr application_status status_after(application_status before) {
    using enum application_status;
    if constexpr (std::is_same_v<Event, application_submitted>) return awaiting_validation;
    if constexpr (std::is_same_v<Event, application_validated>) return visible;
    if constexpr (std::is_same_v<Event, application_returned>) return returned;
    if constexpr (std::is_same_v<Event, application_taken_in_charge>) return in_progress;
    if constexpr (std::is_same_v<Event, application_refused>) return refused;
    if constexpr (std::is_same_v<Event, hiring_declared>) return hired;
    if constexpr (std::is_same_v<Event, no_hiring_declared>) return not_hired;
    if constexpr (std::is_same_v<Event, application_withdrawn>) return withdrawn;
    if constexpr (std::is_same_v<Event, application_cancelled>) return cancelled;
    return before;
}

void keep_sent(row& r, const application_submitted& e, const stamp& at) {
    r.kind = e.kind;
    r.submitted_by = e.submitted_by;
    r.sent_at = at.at;
    r.documents = e.documents;
    r.message = keep(e, &application_submitted::message, at);
    r.headline = keep(e, &application_submitted::headline, at);
    r.snapshot = keep(e, &application_submitted::snapshot, at);
    r.facets = keep(e, &application_submitted::facets, at);
}

}  // namespace

template <class Event>
void application_tracking::on(row& r, const Event& e, const stamp& at) {
    r.candidate = e.candidate;
    r.organisation = e.organisation;
    r.offer = e.offer;
    if (at.version == 1) r.began_at = at.at;
    r.status = status_after<Event>(r.status);
    if constexpr (std::is_same_v<Event, application_submitted>) keep_sent(r, e, at);
    if constexpr (std::is_same_v<Event, application_validated>) {
        if (!r.received_at) r.received_at = at.at;
        r.comment = keep(e, &Event::comment, at);
    }
    if constexpr (std::is_same_v<Event, application_taken_in_charge>) r.charge_message = keep(e, &Event::message, at);
    if constexpr (std::is_same_v<Event, hiring_declared> || std::is_same_v<Event, application_refused>) {
        r.ended_at = at.at;
        r.outcome_message = keep(e, &Event::message, at);
    }
    if constexpr (requires { e.meeting; }) take_meeting(r.meetings, e, at);
    tally(r.seen, Event::in, at.at);
}

void application_tracking::counts(const row& r, count_sink& add) {
    if (r.sent_at) add(std::move(entry_key('o') << r.organisation << r.reach() << r.status << r.kind));
}

template std::unique_ptr<fold> make_fold<application_tracking>();

}  // namespace parcours
