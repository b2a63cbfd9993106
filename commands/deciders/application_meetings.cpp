// SPDX-License-Identifier: Apache-2.0
#include "commands/deciders/application_meetings.hpp"

#include "commands/deciders/application_decisions.hpp"

namespace parcours {
namespace {

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t meeting_hours_max = 24;

void check_times(instant starts_at, instant ends_at, field_faults& faults) {
    if (ends_at.ms - starts_at.ms > meeting_hours_max * hour_ms)
        faults.push_back({"/ends_at", "lasts_too_long", std::to_string(meeting_hours_max), false});
    if (ends_at <= starts_at) faults.push_back({"/ends_at", "not_after", "starts_at", false});
}

}  // namespace

void propose_meeting::check(const charter&, const actor&, field_faults& faults) const {
    check_times(starts_at, ends_at, faults);
}
void reschedule_meeting::check(const charter&, const actor&, field_faults& faults) const {
    check_times(starts_at, ends_at, faults);
}
void confirm_meeting_held::needs(fact_needs& wanted, const id128&) const { wanted.meeting = meeting; }
void report_no_show::needs(fact_needs& wanted, const id128&) const { wanted.meeting = meeting; }

namespace deciding_applications {
namespace {

using meeting_stage = application::meeting_stage;

bool may_still_change(meeting_stage at) { return at == meeting_stage::proposed || at == meeting_stage::accepted; }

// What must hold before anything happens to a meeting; nothing where it may.
std::optional<rejection> forbidden(const state& now, const meeting_id& which) {
    if (now.at != stage::in_progress) return rejection::wrong_state;
    const auto found = now.meetings.find(which);
    if (found == now.meetings.end()) return rejection::meeting_unknown;
    if (!may_still_change(found->second.at)) return rejection::meeting_state;
    return std::nullopt;
}

bool is_already(const state& now, const meeting_id& which, meeting_stage at) {
    const auto found = now.meetings.find(which);
    return found != now.meetings.end() && found->second.at == at;
}

template <class Event>
Event of_meeting(const state& now, const meeting_id& which) {
    auto made = about<Event>(now);
    made.meeting = which;
    return made;
}

// The time was read before this command was queued; one that was changed since leaves the recruiter's own statement.
template <class Event>
outcome after_its_beginning(const state& now, const meeting_id& which, meeting_stage at, const facts& known) {
    if (is_already(now, which, at)) return unchanged();
    if (const auto why = forbidden(now, which)) return refused(*why);
    if (!known.remote.meeting_starts_at || *known.remote.meeting_starts_at > known.now)
        return refused(rejection::meeting_not_begun);
    return happened(of_meeting<Event>(now, which));
}

}  // namespace

outcome decide(const state& now, const propose_meeting& asked, const facts& known) {
    if (now.at != stage::in_progress) return refused(rejection::wrong_state);
    if (asked.starts_at <= known.now) return refused(rejection::meeting_in_the_past);
    const auto most = known.terms->limits.meetings_of_application;
    if (most > 0 && now.meetings.size() >= most) return refused(rejection::cap_reached);
    auto made = of_meeting<meeting_proposed>(now, meeting_id{known.made});
    made.mode = asked.mode;
    made.starts_at = asked.starts_at;
    made.ends_at = asked.ends_at;
    made.time_zone = asked.time_zone;
    made.place = sealed_if(asked.place);
    made.message = asked.message;
    return happened(std::move(made));
}

outcome decide(const state& now, const accept_meeting& asked, const facts&) {
    if (is_already(now, asked.meeting, meeting_stage::accepted)) return unchanged();
    if (const auto why = forbidden(now, asked.meeting)) return refused(*why);
    return happened(of_meeting<meeting_accepted>(now, asked.meeting));
}

outcome decide(const state& now, const decline_meeting& asked, const facts&) {
    if (is_already(now, asked.meeting, meeting_stage::declined)) return already(has_words(asked.message));
    if (const auto why = forbidden(now, asked.meeting)) return refused(*why);
    auto made = of_meeting<meeting_declined>(now, asked.meeting);
    made.message = sealed_if(asked.message);
    return happened(std::move(made));
}

outcome decide(const state& now, const reschedule_meeting& asked, const facts& known) {
    if (const auto why = forbidden(now, asked.meeting)) return refused(*why);
    if (asked.starts_at <= known.now) return refused(rejection::meeting_in_the_past);
    // One may be moved as often as others may be proposed in its place.
    const auto moved = now.meetings.at(asked.meeting).sequence;
    const auto most = known.terms->limits.meetings_of_application;
    if (most > 0 && moved >= most) return refused(rejection::cap_reached);
    auto made = of_meeting<meeting_rescheduled>(now, asked.meeting);
    made.starts_at = asked.starts_at;
    made.ends_at = asked.ends_at;
    made.sequence = moved + 1;
    return happened(std::move(made));
}

outcome decide(const state& now, const cancel_meeting& asked, const facts&) {
    if (is_already(now, asked.meeting, meeting_stage::cancelled)) return already(has_words(asked.reason));
    if (const auto why = forbidden(now, asked.meeting)) return refused(*why);
    auto made = of_meeting<meeting_cancelled>(now, asked.meeting);
    made.reason = sealed_if(asked.reason);
    return happened(std::move(made));
}

outcome decide(const state& now, const confirm_meeting_held& asked, const facts& known) {
    return after_its_beginning<meeting_held>(now, asked.meeting, meeting_stage::held, known);
}

outcome decide(const state& now, const report_no_show& asked, const facts& known) {
    return after_its_beginning<meeting_no_show>(now, asked.meeting, meeting_stage::no_show, known);
}

}  // namespace deciding_applications
}  // namespace parcours
