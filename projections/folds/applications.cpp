// SPDX-License-Identifier: Apache-2.0
#include "projections/folds/applications.hpp"

#include <algorithm>

#include "projections/folds/application_meetings.hpp"
#include "projections/typed_fold.hpp"

namespace parcours {
namespace {

using row = application_row;

void end(row& r, application_status how, const stamp& at) {
    r.status = how;
    r.ended_at = at.at;
}

void take(row& r, const application_drafted& e, const stamp& at) {
    r.kind = e.kind;
    r.documents = e.documents;
    r.message = keep(e, &application_drafted::message, at);
}
void take(row& r, const application_edited& e, const stamp& at) {
    r.documents = e.documents;
    r.message = keep(e, &application_edited::message, at);
}
void take(row& r, const application_submitted& e, const stamp& at) {
    r.status = application_status::awaiting_validation;
    r.kind = e.kind;
    r.submitted_by = e.submitted_by;
    r.sent_at = at.at;
    r.sent_version = at.version;
    r.documents = e.documents;
    r.message = keep(e, &application_submitted::message, at);
    r.headline = keep(e, &application_submitted::headline, at);
    r.snapshot = keep(e, &application_submitted::snapshot, at);
    r.facets = keep(e, &application_submitted::facets, at);
}
void take(row& r, const application_validated& e, const stamp& at) {
    r.status = application_status::visible;
    if (!r.received_at) r.received_at = at.at;
    r.comment = keep(e, &application_validated::comment, at);
}
void take(row& r, const application_returned& e, const stamp& at) {
    r.status = application_status::returned;
    r.return_reason = keep(e, &application_returned::reason, at);
}
void take(row& r, const application_withdrawn& e, const stamp& at) {
    end(r, application_status::withdrawn, at);
    r.withdraw_reason = keep(e, &application_withdrawn::reason, at);
}
void take(row& r, const application_cancelled& e, const stamp& at) {
    end(r, application_status::cancelled, at);
    r.cause = e.cause;
}
void take(row& r, const application_viewed&, const stamp& at) {
    if (!r.viewed_at) r.viewed_at = at.at;
}
void take(row& r, const application_taken_in_charge& e, const stamp& at) {
    r.status = application_status::in_progress;
    r.charge_message = keep(e, &application_taken_in_charge::message, at);
}
void take(row& r, const application_refused& e, const stamp& at) {
    end(r, application_status::refused, at);
    r.reason_code = e.reason_code;
    r.outcome_message = keep(e, &application_refused::message, at);
}
void take(row& r, const hiring_declared& e, const stamp& at) {
    end(r, application_status::hired, at);
    r.contract = e.contract;
    r.outcome_message = keep(e, &hiring_declared::message, at);
    r.start_date = keep(e, &hiring_declared::start_date, at);
}
void take(row& r, const no_hiring_declared& e, const stamp& at) {
    end(r, application_status::not_hired, at);
    r.reason_code = e.reason_code;
    r.outcome_message = keep(e, &no_hiring_declared::message, at);
}
// Messages stand beside the row.
void take(row&, const followup_posted&, const stamp&) {}
void take(row&, const exchange_posted&, const stamp&) {}
void take(row&, const private_note_written&, const stamp&) {}

template <class Event>
    requires requires(const Event& e) { e.meeting; }
void take(row& r, const Event& e, const stamp& at) {
    take_meeting(r.meetings, e, at);
}

template <class Event>
constexpr std::optional<message_thread> thread_of() {
    if constexpr (std::is_same_v<Event, followup_posted>) return message_thread::followup;
    if constexpr (std::is_same_v<Event, exchange_posted>) return message_thread::exchange;
    if constexpr (std::is_same_v<Event, private_note_written>) return message_thread::private_note;
    return std::nullopt;
}

template <class Event>
void put_message(const Event& e, const stamp& at, entry_sink& put) {
    if constexpr (constexpr auto thread = thread_of<Event>(); thread.has_value()) {
        bytes value;
        append_row(value, kept_message{e.message, e.author, at.at, keep(e, &Event::text, at)});
        put(std::move(applications::messages_of(application_id{at.stream.id}, *thread) << at.version),
            std::move(value));
    }
}

// The recruiter's side never hears of drafts and of what companions and candidates say to each other, nor the
// candidate's of private notes.
constexpr bool concerns_organisation(group in) { return in != group::draft && in != group::followup; }
constexpr bool concerns_candidate(group in) { return in != group::private_note; }

template <class Event>
void put_action(const row& r, const Event& e, const stamp& at, entry_sink& put) {
    if (!r.sent_at) return;
    // An edit moves nothing at the gate, so that the row after it says how it is known.
    const auto by = known_at(r.at_gate(), gate_step_of(Event::name), Event::in);
    bytes value;
    append_row(value, application_action{application_id{at.stream.id}, at.version, std::string(Event::name),
                                         static_cast<std::uint8_t>(by.in), at.by->account, at.by->role, at.at});
    if constexpr (concerns_organisation(Event::in))
        put(std::move(applications::actions_for(e.organisation) << at.at << at.stream.id << at.version), value);
    if constexpr (concerns_candidate(Event::in))
        put(std::move(applications::actions_of(e.candidate) << at.at << at.stream.id << at.version), std::move(value));
}

}  // namespace

template <class Event>
void applications::on(row& r, const Event& e, const stamp& at) {
    r.candidate = e.candidate;
    r.organisation = e.organisation;
    r.offer = e.offer;
    if (at.version == 1) r.began_at = at.at;
    tally(r.seen, r.at_gate(), gate_step_of(Event::name), Event::in, at.at);
    take(r, e, at);
}

void applications::entries(const row& r, entry_sink& put) {
    const bytes listed = write_listed(listed_application{r.status, r.kind, r.reach()});
    const instant sent_at = r.sent_at.value_or(r.began_at);
    const instant received_at = r.received_at.value_or(sent_at);
    put(std::move(of_candidate(r.candidate) << sent_at), listed);
    put(std::move(of_organisation(r.organisation) << received_at), listed);
    if (r.offer) put(std::move(of_offer(*r.offer) << received_at), listed);
    put(std::move(all() << sent_at), listed);
    std::vector<person_id> met;
    for (const auto& each : r.meetings) {
        if (std::find(met.begin(), met.end(), each.proposed_by) != met.end()) continue;
        met.push_back(each.proposed_by);
        put(meetings_with(r.candidate, each.proposed_by));
    }
}

void applications::counts(const row& r, count_sink& add) {
    add(std::move(counts_of(r.organisation) << r.reach() << r.status << r.kind));
}

void applications::event_entries(const row& r, const stream::event& happened, const stamp& at, entry_sink& put) {
    std::visit(
        [&](const auto& e) {
            put_message(e, at, put);
            put_action(r, e, at, put);
        },
        happened);
}

bytes write_listed(const listed_application& value) {
    return {static_cast<char>(value.status), static_cast<char>(value.kind), static_cast<char>(value.reach)};
}

listed_application read_listed_application(byte_view value) {
    if (value.size() < 3) return {};
    return {static_cast<application_status>(value[0]), static_cast<application_kind>(value[1]),
            static_cast<row_reach>(value[2])};
}

expected<kept_message> read_message(byte_view value) { return decode_row<kept_message>(value); }
expected<application_action> read_action(byte_view value) { return decode_row<application_action>(value); }

template std::unique_ptr<fold> make_fold<applications>();
template expected<std::optional<versioned_row<applications>>> read_row<applications>(const table_snapshot&,
                                                                                     const id128&);
template expected<std::vector<std::optional<versioned_row<applications>>>> read_rows<applications>(
    const table_snapshot&, std::span<const id128>);

}  // namespace parcours
