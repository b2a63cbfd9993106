// SPDX-License-Identifier: Apache-2.0
// Shared by the .cpp files that decide on applications.
#pragma once

#include "commands/deciders/application.hpp"
#include "commands/deciders/candidate_standing.hpp"
#include "commands/deciders/words.hpp"

namespace parcours::deciding_applications {

using state = application::state;
using stage = application::stage;
using rejection = application::rejection;
using events = std::vector<application_stream::event>;
using outcome = decision<application_stream::event, rejection>;

inline tl::unexpected<rejection> refused(rejection why) { return tl::unexpected<rejection>(why); }
template <class Event>
outcome happened(Event one) {
    events all;
    all.emplace_back(std::move(one));
    return all;
}
inline outcome unchanged() { return events{}; }  // a retry finds its effect
// It is so already: nothing to do, unless the command says what nobody would ever read.
inline outcome already(bool says_more) {
    return says_more ? outcome(refused(rejection::already_happened)) : unchanged();
}

// An event that carries the application's context.
template <class Event>
Event about(const state& now) {
    Event made;
    made.candidate = now.candidate;
    made.organisation = now.organisation;
    made.offer = now.offer;
    return made;
}

inline bool is_over(stage at) { return at >= stage::refused; }
// Does the organisation see it now?
bool is_visible(const state& now, const facts& known);
// Did the organisation ever see it?
bool was_visible(const state& now, const facts& known);

outcome decide(const state& now, const draft_application& asked, const facts& known);
outcome decide(const state& now, const edit_application& asked, const facts& known);
outcome decide(const state& now, const submit_application& asked, const facts& known);
outcome decide(const state& now, const validate_application& asked, const facts& known);
outcome decide(const state& now, const return_application& asked, const facts& known);
outcome decide(const state& now, const withdraw_application& asked, const facts& known);
outcome decide(const state& now, const cancel_application& asked, const facts& known);
outcome decide(const state& now, const mark_application_viewed& asked, const facts& known);
outcome decide(const state& now, const take_application_in_charge& asked, const facts& known);
outcome decide(const state& now, const refuse_application& asked, const facts& known);
outcome decide(const state& now, const declare_hiring& asked, const facts& known);
outcome decide(const state& now, const declare_no_hiring& asked, const facts& known);
outcome decide(const state& now, const propose_meeting& asked, const facts& known);
outcome decide(const state& now, const accept_meeting& asked, const facts& known);
outcome decide(const state& now, const decline_meeting& asked, const facts& known);
outcome decide(const state& now, const reschedule_meeting& asked, const facts& known);
outcome decide(const state& now, const cancel_meeting& asked, const facts& known);
outcome decide(const state& now, const confirm_meeting_held& asked, const facts& known);
outcome decide(const state& now, const report_no_show& asked, const facts& known);
outcome decide(const state& now, const post_followup& asked, const facts& known);
outcome decide(const state& now, const post_exchange& asked, const facts& known);
outcome decide(const state& now, const write_private_note& asked, const facts& known);

}  // namespace parcours::deciding_applications
