// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "commands/deciders/application.hpp"

namespace parcours {

// A candidate, their companion and a recruiter around one application; every command is well-formed and every fact in
// its favour, unless a test says otherwise.
class application_scene {
  public:
    using history = std::vector<application_stream::event>;

    explicit application_scene(bool gate);
    void given(const history& happened);
    // The command of this name, well-formed, about the scene's application and meeting.
    application::command asked(std::string_view name) const;
    decision<application_stream::event, application_rejection> when(const application::command& asked);

    // A history for each state, in the order of `application::stage`, with the state's name.
    static std::vector<std::pair<std::string_view, history>> histories();
    static history in_state(std::string_view name);

    charter terms;
    route_state route;
    facts known;
    application::state now = application::initial();

    static person_id candidate() { return {id128{1 << 16 | 7, 1}}; }
    static person_id companion() { return {id128{1 << 16 | 9, 2}}; }
    static person_id recruiter() { return {id128{1 << 16 | 9, 3}}; }
    static organisation_id organisation() { return {id128{1 << 16 | 5, 4}}; }
    static offer_id offer() { return {id128{1 << 16 | 5, 5}}; }
    static application_id this_application() { return {id128{1 << 16 | 7, 6}}; }
    static meeting_id meeting() { return {id128{1 << 16 | 7, 8}}; }
    static instant midday() { return {1'774'000'000'000}; }
};

// Why a command was rejected; nothing where it was not.
inline std::optional<application_rejection> rejection_of(
    const decision<application_stream::event, application_rejection>& outcome) {
    return outcome ? std::nullopt : std::optional(outcome.error());
}

}  // namespace parcours
