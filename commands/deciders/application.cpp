// SPDX-License-Identifier: Apache-2.0
#include "commands/deciders/application.hpp"

#include <algorithm>

#include "commands/deciders/application_decisions.hpp"
#include "commands/overloaded.hpp"

namespace parcours {
namespace deciding_applications {
namespace {

using meeting_stage = application::meeting_stage;

void apply(state& now, const application_drafted& e) {
    now.at = stage::draft;
    now.candidate = e.candidate;
    now.organisation = e.organisation;
    now.offer = e.offer;
    now.kind = e.kind;
}
void apply(state& now, const application_edited&) { ++now.edits; }
void apply(state& now, const application_submitted& e) {
    now.at = stage::submitted;
    now.candidate = e.candidate;
    now.organisation = e.organisation;
    now.offer = e.offer;
    now.kind = e.kind;
    now.submitted_by = e.submitted_by;
}
void apply(state& now, const application_validated&) {
    now.at = stage::validated;
    now.was_validated = true;
}
void apply(state& now, const application_returned&) { now.at = stage::returned; }
void apply(state& now, const application_withdrawn&) { now.at = stage::withdrawn; }
void apply(state& now, const application_cancelled& e) {
    now.at = stage::cancelled;
    now.cause = e.cause;
}
void apply(state& now, const application_viewed&) { now.viewed = true; }
void apply(state& now, const application_taken_in_charge&) { now.at = stage::in_progress; }
void apply(state& now, const application_refused&) { now.at = stage::refused; }
void apply(state& now, const hiring_declared& e) {
    now.at = stage::hired;
    now.contract = e.contract;
}
void apply(state& now, const no_hiring_declared&) { now.at = stage::not_hired; }
void apply(state& now, const meeting_proposed& e) { now.meetings[e.meeting] = {}; }
void apply(state& now, const meeting_accepted& e) { now.meetings[e.meeting].at = meeting_stage::accepted; }
void apply(state& now, const meeting_declined& e) { now.meetings[e.meeting].at = meeting_stage::declined; }
void apply(state& now, const meeting_rescheduled& e) {
    now.meetings[e.meeting] = {meeting_stage::proposed, e.sequence};
}
void apply(state& now, const meeting_cancelled& e) { now.meetings[e.meeting].at = meeting_stage::cancelled; }
void apply(state& now, const meeting_held& e) { now.meetings[e.meeting].at = meeting_stage::held; }
void apply(state& now, const meeting_no_show& e) { now.meetings[e.meeting].at = meeting_stage::no_show; }
void apply(state& now, const followup_posted&) { ++now.followups; }
void apply(state& now, const exchange_posted&) { ++now.exchanges; }
void apply(state& now, const private_note_written&) { ++now.private_notes; }

}  // namespace

bool is_visible(const state& now, const facts& known) {
    return now.at == stage::validated || (now.at == stage::submitted && !known.terms->companion_gate);
}

bool was_visible(const state& now, const facts& known) {
    return now.was_validated || now.at == stage::in_progress || (is_visible(now, known)) ||
           (!known.terms->companion_gate && is_over(now.at) && !now.submitted_by.empty());
}

}  // namespace deciding_applications

decision<application_stream::event, application_rejection> application::decide(const state& now, const command& asked,
                                                                               const facts& known) {
    return std::visit([&](const auto& one) { return deciding_applications::decide(now, one, known); }, asked);
}

bool application::has_open_meeting(const state& now) {
    return now.at == stage::in_progress && std::any_of(now.meetings.begin(), now.meetings.end(), [](const auto& each) {
               return each.second.at == meeting_stage::proposed || each.second.at == meeting_stage::accepted;
           });
}

void application::evolve_route(route_state& route, const stream::event& happened, const stamp& at) {
    const application_id id{at.stream.id};
    std::visit(overloaded{[&](const application_drafted& e) {
                              route.applications[id] = {e.candidate, e.organisation, e.offer, false};
                          },
                          [&](const application_submitted& e) {
                              route.applications[id] = {e.candidate, e.organisation, e.offer, true};
                          },
                          [&](const application_withdrawn&) { route.applications.erase(id); },
                          [&](const application_cancelled&) { route.applications.erase(id); },
                          [&](const application_refused&) { route.applications.erase(id); },
                          [&](const hiring_declared&) { route.applications.erase(id); },
                          [&](const no_hiring_declared&) { route.applications.erase(id); }, [](const auto&) {}},
               happened);
}

application::state application::evolve(state before, const stream::event& happened, const stamp&) {
    std::visit([&](const auto& one) { deciding_applications::apply(before, one); }, happened);
    return before;
}

}  // namespace parcours
