// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include "commands/decider.hpp"
#include "commands/deciders/application_meetings.hpp"
#include "commands/deciders/application_progress.hpp"
#include "commands/deciders/application_sending.hpp"

// What may happen to an application, from the first draft to its outcome and beyond.
namespace parcours {

enum class application_rejection : std::uint8_t {
    wrong_state,           // the application is not where this may happen
    already_happened,      // and what this command says of its own would be lost
    duplicate,             // a live application of this candidate goes there already
    cap_reached,           // the charter allows no more of these
    not_linked,            // the actor accompanies this candidate no more
    own_submission,        // who sent it on the candidate's behalf may not let it through as well
    offer_closed,          // or there is no such offer
    organisation_unknown,  // or the offer is another's
    spontaneous_closed,    // the organisation takes no spontaneous applications
    candidate_unknown,     // or their account is no longer active
    profile_incomplete,    // the file lacks what the organisation would get
    meeting_unknown,
    meeting_state,  // the meeting is not where this may happen
    meeting_not_begun,
    meeting_in_the_past,
};
constexpr auto names_of(application_rejection) {
    using enum application_rejection;
    return std::array{named{wrong_state, "wrong_state"},
                      named{already_happened, "already_happened"},
                      named{duplicate, "duplicate"},
                      named{cap_reached, "cap_reached"},
                      named{not_linked, "not_linked"},
                      named{own_submission, "own_submission"},
                      named{offer_closed, "offer_closed"},
                      named{organisation_unknown, "organisation_unknown"},
                      named{spontaneous_closed, "spontaneous_closed"},
                      named{candidate_unknown, "candidate_unknown"},
                      named{profile_incomplete, "profile_incomplete"},
                      named{meeting_unknown, "meeting_unknown"},
                      named{meeting_state, "meeting_state"},
                      named{meeting_not_begun, "meeting_not_begun"},
                      named{meeting_in_the_past, "meeting_in_the_past"}};
}

struct application {
    using stream = application_stream;
    using rejection = application_rejection;
    using command =
        std::variant<draft_application, edit_application, submit_application, validate_application, return_application,
                     withdraw_application, cancel_application, mark_application_viewed, take_application_in_charge,
                     refuse_application, declare_hiring, declare_no_hiring, propose_meeting, accept_meeting,
                     decline_meeting, reschedule_meeting, cancel_meeting, confirm_meeting_held, report_no_show,
                     post_followup, post_exchange, write_private_note>;

    // Where it stands. `submitted` is "awaiting validation" under a gate and "visible" without one: the charter says.
    enum class stage : std::uint8_t {
        none,
        draft,
        submitted,
        returned,
        validated,
        in_progress,
        refused,
        hired,
        not_hired,
        withdrawn,
        cancelled
    };
    enum class meeting_stage : std::uint8_t { proposed, accepted, declined, cancelled, held, no_show };
    struct meeting {
        meeting_stage at = meeting_stage::proposed;
        std::uint32_t sequence = 0;
    };
    struct state {
        stage at = stage::none;
        person_id candidate;
        organisation_id organisation;
        std::optional<offer_id> offer;
        application_kind kind = application_kind::offer;
        person_id submitted_by;
        bool viewed = false;
        bool was_validated = false;             // at least once: the organisation knows of it
        std::optional<contract_kind> contract;  // of the hiring
        std::optional<cancel_cause> cause;      // of the cancellation
        std::uint32_t edits = 0;
        // Of each thread: nobody may learn by a bound how much others write where they do not read.
        std::uint32_t followups = 0;
        std::uint32_t exchanges = 0;
        std::uint32_t private_notes = 0;
        std::map<meeting_id, meeting> meetings;
    };

    // Rejections that no content of a command could have avoided.
    static constexpr std::array impossible{rejection::wrong_state, rejection::already_happened, rejection::not_linked,
                                           rejection::own_submission, rejection::cap_reached};

    static state initial() { return {}; }
    static state evolve(state before, const stream::event& happened, const stamp& at);
    static void evolve_route(route_state& route, const stream::event& happened, const stamp& at);
    static decision<stream::event, rejection> decide(const state& now, const command& asked, const facts& known);

    // What goes to a meeting is possible where there is one that may still change.
    template <class Command>
        requires requires(Command one) { one.meeting; }
    static bool possible(const state& now, const Command&, const facts&) {
        return has_open_meeting(now);
    }
    static bool has_open_meeting(const state& now);
    static std::size_t size_in_bytes(const state& now) { return now.meetings.size() * 64; }
};
static_assert(decider<application>);

}  // namespace parcours
