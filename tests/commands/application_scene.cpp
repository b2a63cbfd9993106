// SPDX-License-Identifier: Apache-2.0
#include "tests/commands/application_scene.hpp"

#include "events/check.hpp"

namespace parcours {
namespace {

constexpr std::int64_t hour_ms = 3'600'000;

template <class Event>
Event about() {
    Event made;
    made.candidate = application_scene::candidate();
    made.organisation = application_scene::organisation();
    made.offer = application_scene::offer();
    return made;
}

application_submitted submitted() {
    auto made = about<application_submitted>();
    made.submitted_by = application_scene::candidate();
    made.message = std::string("Bonjour");
    return made;
}

meeting_proposed proposed() {
    auto made = about<meeting_proposed>();
    made.meeting = application_scene::meeting();
    return made;
}

// Each command's name with a well-formed one.
template <class C>
void fill(C& one) {
    if constexpr (requires { one.application = application_scene::this_application(); })
        if constexpr (!requires { one.offer; }) one.application = application_scene::this_application();
    if constexpr (requires { one.offer; }) one.offer = application_scene::offer();
    if constexpr (requires { one.meeting; }) one.meeting = application_scene::meeting();
    if constexpr (requires { one.message = std::string(); }) one.message = std::string("Un message");
    if constexpr (requires { one.reason = std::string(); }) one.reason = std::string("Une raison");
    if constexpr (requires { one.text = std::string(); }) one.text = std::string("Un mot");
    if constexpr (requires { one.starts_at; }) {
        one.starts_at = {application_scene::midday().ms + 24 * hour_ms};
        one.ends_at = {application_scene::midday().ms + 25 * hour_ms};
    }
}

template <class... C>
application::command find(std::string_view name, const std::variant<C...>*) {
    application::command found;
    bool known = false;
    const auto look = [&]<class One>(One one) {
        if (One::name != name) return;
        known = true;
        fill(one);
        found = std::move(one);
    };
    (look(C{}), ...);
    check(known, "a test asks for a command that there is");
    return found;
}

}  // namespace

application_scene::application_scene(bool gate) {
    terms.companion_gate = gate;
    terms.sponsorship = true;
    route.persons[candidate()] = {true, true, true};
    route.links[link_id{id128{1 << 16 | 7, 20}}] = {candidate(), companion(), route_state::link_status::linked};
    known.now = midday();
    known.by = {companion(), "companion", {}};
    known.terms = &terms;
    known.route = &route;
    known.made = id128{1 << 16 | 7, 99};
    known.remote.offer = offer_fact{organisation(), true};
    known.remote.organisation = organisation_fact{true, true};
    known.remote.meeting_starts_at = instant{midday().ms - hour_ms};
    known.remote.snapshot = snapshot_fact{};
}

void application_scene::given(const history& happened) {
    for (const auto& each : happened) now = application::evolve(std::move(now), each, {});
}

application::command application_scene::asked(std::string_view name) const {
    return find(name, static_cast<const application::command*>(nullptr));
}

decision<application_stream::event, application_rejection> application_scene::when(const application::command& asked) {
    if (std::holds_alternative<draft_application>(asked) || std::holds_alternative<submit_application>(asked))
        known.by = {candidate(), "candidate", {}};
    else
        known.by = {companion(), "companion", {}};
    return application::decide(now, asked, known);
}

std::vector<std::pair<std::string_view, application_scene::history>> application_scene::histories() {
    const history drafted{about<application_drafted>()};
    const history sent{submitted()};
    const auto then = [](history before, auto event) {
        before.emplace_back(std::move(event));
        return before;
    };
    const auto visible = then(sent, about<application_validated>());
    const auto in_progress = then(then(visible, about<application_taken_in_charge>()), proposed());
    return {{"none", {}},
            {"a draft", drafted},
            {"submitted", sent},
            {"returned", then(sent, about<application_returned>())},
            {"validated", visible},
            {"in progress", in_progress},
            {"refused", then(visible, about<application_refused>())},
            {"hired", then(in_progress, about<hiring_declared>())},
            {"not hired", then(in_progress, about<no_hiring_declared>())},
            {"withdrawn", then(sent, about<application_withdrawn>())},
            {"cancelled", then(sent, about<application_cancelled>())}};
}

application_scene::history application_scene::in_state(std::string_view name) {
    for (auto& [state, events] : histories())
        if (state == name) return events;
    check(false, "a test asks for a state that there is");
    return {};
}

}  // namespace parcours
