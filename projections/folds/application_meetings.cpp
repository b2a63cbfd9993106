// SPDX-License-Identifier: Apache-2.0
#include "projections/folds/application_meetings.hpp"

#include <algorithm>

#include "projections/projection.hpp"

namespace parcours {
namespace {

kept_meeting* enter(std::vector<kept_meeting>& all, const meeting_id& which, meeting_state state, const stamp& at) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const kept_meeting& each) { return each.meeting == which; });
    if (found == all.end()) return nullptr;
    found->state = state;
    found->changed_at = at.at;
    return &*found;
}

}  // namespace

void take_meeting(std::vector<kept_meeting>& all, const meeting_proposed& e, const stamp& at) {
    all.push_back({e.meeting, e.mode, meeting_state::proposed, 0, at.by->account, at.at, at.at,
                   keep(e, &meeting_proposed::starts_at, at), keep(e, &meeting_proposed::ends_at, at),
                   keep(e, &meeting_proposed::time_zone, at), keep(e, &meeting_proposed::place, at),
                   keep(e, &meeting_proposed::message, at), kept_cell{}});
}

void take_meeting(std::vector<kept_meeting>& all, const meeting_accepted& e, const stamp& at) {
    enter(all, e.meeting, meeting_state::accepted, at);
}

void take_meeting(std::vector<kept_meeting>& all, const meeting_declined& e, const stamp& at) {
    if (auto* meeting = enter(all, e.meeting, meeting_state::declined, at))
        meeting->answer = keep(e, &meeting_declined::message, at);
}

void take_meeting(std::vector<kept_meeting>& all, const meeting_rescheduled& e, const stamp& at) {
    if (auto* meeting = enter(all, e.meeting, meeting_state::proposed, at)) {
        meeting->sequence = e.sequence;
        meeting->starts_at = keep(e, &meeting_rescheduled::starts_at, at);
        meeting->ends_at = keep(e, &meeting_rescheduled::ends_at, at);
    }
}

void take_meeting(std::vector<kept_meeting>& all, const meeting_cancelled& e, const stamp& at) {
    if (auto* meeting = enter(all, e.meeting, meeting_state::cancelled, at))
        meeting->answer = keep(e, &meeting_cancelled::reason, at);
}

void take_meeting(std::vector<kept_meeting>& all, const meeting_held& e, const stamp& at) {
    enter(all, e.meeting, meeting_state::held, at);
}

void take_meeting(std::vector<kept_meeting>& all, const meeting_no_show& e, const stamp& at) {
    enter(all, e.meeting, meeting_state::no_show, at);
}

}  // namespace parcours
