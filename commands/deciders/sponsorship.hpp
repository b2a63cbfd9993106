// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commands/decider.hpp"
#include "commands/deciders/sponsorship_commands.hpp"

// What may happen to a request for a sponsor, and to the sponsorship that comes of it.
namespace parcours {

enum class sponsorship_rejection : std::uint8_t {
    wrong_state,       // the request is not where this may happen
    already_happened,  // and what this command says of its own would be lost
    duplicate,         // a live request of this candidate goes there already
    cap_reached,       // the charter allows no more of these
    not_linked,        // the actor accompanies this candidate no more
    not_offered,       // the charter has no sponsorships
    organisation_unknown,
    candidate_unknown,     // or their account is no longer active
    profile_incomplete,    // the file lacks what the organisation would get
    sponsor_not_eligible,  // no active recruiter of this organisation
};
constexpr auto names_of(sponsorship_rejection) {
    using enum sponsorship_rejection;
    return std::array{named{wrong_state, "wrong_state"},
                      named{already_happened, "already_happened"},
                      named{duplicate, "duplicate"},
                      named{cap_reached, "cap_reached"},
                      named{not_linked, "not_linked"},
                      named{not_offered, "not_offered"},
                      named{organisation_unknown, "organisation_unknown"},
                      named{candidate_unknown, "candidate_unknown"},
                      named{profile_incomplete, "profile_incomplete"},
                      named{sponsor_not_eligible, "sponsor_not_eligible"}};
}

struct sponsorship {
    using stream = sponsorship_stream;
    using rejection = sponsorship_rejection;
    using command =
        std::variant<request_sponsorship, validate_sponsorship, return_sponsorship, accept_sponsorship,
                     refuse_sponsorship, withdraw_sponsorship, cancel_sponsorship, reassign_sponsor, end_sponsorship>;

    enum class stage : std::uint8_t {
        none,
        requested,
        returned,
        validated,
        accepted,
        refused,
        withdrawn,
        cancelled,
        ended
    };
    struct state {
        stage at = stage::none;
        person_id candidate;
        organisation_id organisation;
        person_id sponsor;
        std::optional<cancel_cause> cause;  // of the cancellation
    };

    // Rejections that no content of a command could have avoided.
    static constexpr std::array impossible{rejection::wrong_state, rejection::already_happened, rejection::not_linked,
                                           rejection::not_offered, rejection::cap_reached};

    static state initial() { return {}; }
    static state evolve(state before, const stream::event& happened, const stamp& at);
    static void evolve_route(route_state& route, const stream::event& happened, const stamp& at);
    static decision<stream::event, rejection> decide(const state& now, const command& asked, const facts& known);
};
static_assert(decider<sponsorship>);

}  // namespace parcours
