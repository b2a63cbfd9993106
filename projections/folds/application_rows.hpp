// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/cell.hpp"
#include "events/charter/audiences_of.hpp"
#include "events/values/contract.hpp"
#include "events/values/progress.hpp"
#include "projections/folds/event_tally.hpp"

// What is remembered of an application: its row, and what stands beside it.
namespace parcours {

// NOTE: the numbers and names are the stored format.
enum class application_status : std::uint8_t {
    draft = 1,
    awaiting_validation = 2,  // where the charter has no gate, the organisation sees it
    returned = 3,
    visible = 4,
    in_progress = 5,
    refused = 6,
    hired = 7,
    not_hired = 8,
    withdrawn = 9,
    cancelled = 10
};
constexpr auto names_of(application_status) {
    using enum application_status;
    return std::array{named{draft, "draft"},
                      named{awaiting_validation, "awaiting_validation"},
                      named{returned, "returned"},
                      named{visible, "visible"},
                      named{in_progress, "in_progress"},
                      named{refused, "refused"},
                      named{hired, "hired"},
                      named{not_hired, "not_hired"},
                      named{withdrawn, "withdrawn"},
                      named{cancelled, "cancelled"}};
}

// NOTE: the numbers and names are the stored format.
enum class meeting_state : std::uint8_t {
    proposed = 1,
    accepted = 2,
    declined = 3,
    cancelled = 4,
    held = 5,
    no_show = 6
};
constexpr auto names_of(meeting_state) {
    using enum meeting_state;
    return std::array{named{proposed, "proposed"},   named{accepted, "accepted"}, named{declined, "declined"},
                      named{cancelled, "cancelled"}, named{held, "held"},         named{no_show, "no_show"}};
}

// A meeting as it stands.
struct kept_meeting {
    meeting_id meeting;
    meeting_mode mode = meeting_mode::site;
    meeting_state state = meeting_state::proposed;
    std::uint32_t sequence = 0;
    person_id proposed_by;
    instant proposed_at;
    instant changed_at;
    kept_cell starts_at;
    kept_cell ends_at;
    kept_cell time_zone;
    kept_cell place;
    kept_cell message;
    kept_cell answer;

    static constexpr auto fields() {
        using e = kept_meeting;
        return std::tuple{part{"meeting", &e::meeting, "which"},
                          part{"mode", &e::mode, "how it takes place"},
                          part{"state", &e::state, "how far it has come"},
                          part{"sequence", &e::sequence, "grows with each new time (RFC 5545, SEQUENCE)"},
                          part{"proposed_by", &e::proposed_by, "the account that proposed it"},
                          part{"proposed_at", &e::proposed_at, "when it was first proposed"},
                          part{"changed_at", &e::changed_at, "when it came to this state"},
                          part{"starts_at", &e::starts_at, "unopened"},
                          part{"ends_at", &e::ends_at, "unopened"},
                          part{"time_zone", &e::time_zone, "unopened"},
                          part{"place", &e::place, "unopened"},
                          part{"message", &e::message, "what came with the proposal, unopened"},
                          part{"answer", &e::answer, "what came with declining or cancelling, unopened"}};
    }
    bool operator==(const kept_meeting&) const = default;
};

// An application as it stands; it serves lists and the page of one alike.
struct application_row {
    application_status status = application_status::draft;
    application_kind kind = application_kind::offer;
    person_id candidate;
    organisation_id organisation;
    std::optional<offer_id> offer;
    person_id submitted_by;
    instant began_at;
    std::optional<instant> sent_at;
    std::uint64_t sent_version = 0;
    std::optional<instant> received_at;
    std::optional<instant> viewed_at;
    std::optional<instant> ended_at;
    std::vector<document_id> documents;
    kept_cell message;
    kept_cell headline;
    kept_cell snapshot;
    kept_cell facets;
    kept_cell comment;
    kept_cell return_reason;
    kept_cell charge_message;
    kept_cell outcome_message;
    kept_cell start_date;
    kept_cell withdraw_reason;
    std::optional<std::string> reason_code;
    std::optional<contract_kind> contract;
    std::optional<cancel_cause> cause;
    std::vector<kept_meeting> meetings;
    event_tally seen;

    static constexpr auto fields() {
        using e = application_row;
        return std::tuple{part{"status", &e::status, "how far it has come"},
                          part{"kind", &e::kind, "to an offer or spontaneous"},
                          part{"candidate", &e::candidate, "who applies"},
                          part{"organisation", &e::organisation, "to whom"},
                          part{"offer", &e::offer, "absent: a spontaneous application"},
                          part{"submitted_by", &e::submitted_by, "the account that sent it last"},
                          part{"began_at", &e::began_at, "its first event"},
                          part{"sent_at", &e::sent_at, "when it was sent last"},
                          part{"sent_version", &e::sent_version, "of its stream: the event that sent it last"},
                          part{"received_at", &e::received_at, "when it was first validated"},
                          part{"viewed_at", &e::viewed_at, "when a recruiter first looked at it"},
                          part{"ended_at", &e::ended_at, "when its last state came"},
                          part{"documents", &e::documents, "what is attached"},
                          part{"message", &e::message, "what they write, unopened"},
                          part{"headline", &e::headline, "the line that stands for them in lists, unopened"},
                          part{"snapshot", &e::snapshot, "what of their file goes with it, unopened"},
                          part{"facets", &e::facets, "what statistics count by, unopened"},
                          part{"comment", &e::comment, "of the validation, unopened"},
                          part{"return_reason", &e::return_reason, "of the last return, unopened"},
                          part{"charge_message", &e::charge_message, "of taking it in charge, unopened"},
                          part{"outcome_message", &e::outcome_message, "of refusal or outcome, unopened"},
                          part{"start_date", &e::start_date, "first day of the hiring, unopened"},
                          part{"withdraw_reason", &e::withdraw_reason, "unopened"},
                          part{"reason_code", &e::reason_code, "of refusal or outcome"},
                          part{"contract", &e::contract, "what the hiring leads to"},
                          part{"cause", &e::cause, "of the cancellation"},
                          part{"meetings", &e::meetings, "in the order in which they were proposed"},
                          part{"seen", &e::seen, "events by group"}};
    }
    bool operator==(const application_row&) const = default;
    row_reach reach() const {
        if (received_at) return row_reach::validated;
        return sent_at ? row_reach::submitted : row_reach::drafted;
    }
    gate_place at_gate() const {
        if (received_at) return gate_place::through;
        if (!sent_at) return gate_place::not_sent;
        return status == application_status::returned ? gate_place::returned : gate_place::awaiting;
    }
};

// What stands beside an application's place in a list, so that filters and counts need no row.
struct listed_application {
    application_status status = application_status::draft;
    application_kind kind = application_kind::offer;
    row_reach reach = row_reach::drafted;
    bool operator==(const listed_application&) const = default;
};
bytes write_listed(const listed_application& value);
listed_application read_listed_application(byte_view value);

// The threads of an application, each with readers of its own. NOTE: the numbers are the stored format.
enum class message_thread : std::uint8_t { followup = 1, exchange = 2, private_note = 3 };
constexpr auto names_of(message_thread) {
    using enum message_thread;
    return std::array{named{followup, "followup"}, named{exchange, "exchange"}, named{private_note, "private_note"}};
}

// A message of a thread; it stands beside the row, so that rows stay small.
struct kept_message {
    message_id message;
    person_id author;
    instant at;
    kept_cell text;

    static constexpr auto fields() {
        using e = kept_message;
        return std::tuple{part{"message", &e::message, "which"},
                          part{"author", &e::author, "the account that wrote it"}, part{"at", &e::at, "when"},
                          part{"text", &e::text, "unopened"}};
    }
    bool operator==(const kept_message&) const = default;
};
expected<kept_message> read_message(byte_view value);

// That something happened to an application: what dashboards tell as the latest.
struct application_action {
    application_id application;
    std::uint64_t version = 0;  // of its stream
    std::string event;          // the event's name
    std::uint8_t group_number = 0;
    person_id by;
    std::string role;
    instant at;

    static constexpr auto fields() {
        using e = application_action;
        return std::tuple{part{"application", &e::application, "which"},
                          part{"version", &e::version, "of its stream"},
                          part{"event", &e::event, "what happened"},
                          part{"group_number", &e::group_number, "of `group`: who may know of it"},
                          part{"by", &e::by, "the account that did it; empty: the platform"},
                          part{"role", &e::role, "in which role"},
                          part{"at", &e::at, "when"}};
    }
    bool operator==(const application_action&) const = default;
};
expected<application_action> read_action(byte_view value);

}  // namespace parcours
