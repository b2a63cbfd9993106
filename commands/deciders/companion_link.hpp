// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commands/command.hpp"
#include "commands/decider.hpp"
#include "commands/fact_needs.hpp"
#include "events/streams/companion_link.hpp"

// Who accompanies whom (domain.md, "companion_link"). A link lives on the candidate's route.
namespace parcours {

struct assign_companion_link {
    person_id candidate;
    person_id companion;

    static constexpr std::string_view name = "companion_link.assign";
    static constexpr std::string_view meaning = "Lets a companion follow a candidate from now on.";
    static constexpr auto beside = &assign_companion_link::candidate;
    static constexpr makes_id<link_id> makes{"companion_link"};
    static constexpr auto inputs() {
        using c = assign_companion_link;
        return std::tuple{input{"candidate", &c::candidate, "who is accompanied"},
                          input{"companion", &c::companion, "an active account in the role of companion"}};
    }
    void needs(fact_needs& asked, const id128&) const { asked.other = companion; }
};

// The link that comes with an account which a companion makes, or is named for.
struct begin_companion_link {
    person_id candidate;
    person_id companion;

    static constexpr std::string_view name = "companion_link.begin";
    static constexpr std::string_view meaning = "Lets a companion follow a candidate whose account is made just now.";
    static constexpr issued_by by = issued_by::step;
    static constexpr auto beside = &begin_companion_link::candidate;
    static constexpr auto inputs() {
        using c = begin_companion_link;
        return std::tuple{input{"candidate", &c::candidate, "who is accompanied"},
                          input{"companion", &c::companion, "who accompanies"}};
    }
};

struct request_companion_link {
    person_id candidate;

    static constexpr std::string_view name = "companion_link.request";
    static constexpr std::string_view meaning = "Asks a candidate for leave to follow them.";
    static constexpr auto beside = &request_companion_link::candidate;
    static constexpr makes_id<link_id> makes{"companion_link"};
    static constexpr auto inputs() {
        using c = request_companion_link;
        return std::tuple{input{"candidate", &c::candidate, "who would be accompanied"}};
    }
};

struct accept_companion_link {
    link_id companion_link;

    static constexpr std::string_view name = "companion_link.accept";
    static constexpr std::string_view meaning = "Lets the companion who asked follow the candidate.";
    static constexpr auto target = &accept_companion_link::companion_link;
    static constexpr auto inputs() {
        using c = accept_companion_link;
        return std::tuple{input{"companion_link", &c::companion_link, "the request"}};
    }
};

struct decline_companion_link {
    link_id companion_link;

    static constexpr std::string_view name = "companion_link.decline";
    static constexpr std::string_view meaning = "Refuses the companion who asked.";
    static constexpr auto target = &decline_companion_link::companion_link;
    static constexpr bool ends = true;
    static constexpr auto inputs() {
        using c = decline_companion_link;
        return std::tuple{input{"companion_link", &c::companion_link, "the request"}};
    }
};

struct revoke_companion_link {
    link_id companion_link;

    static constexpr std::string_view name = "companion_link.revoke";
    static constexpr std::string_view meaning = "Ends the link, or the request for one, at once.";
    static constexpr auto target = &revoke_companion_link::companion_link;
    static constexpr bool ends = true;
    static constexpr auto inputs() {
        using c = revoke_companion_link;
        return std::tuple{input{"companion_link", &c::companion_link, "the link"}};
    }
};

enum class companion_link_rejection : std::uint8_t {
    wrong_state,
    unknown_candidate,
    unknown_companion,  // or no active one, or one whom the actor may not name
    already_linked,
    already_requested,
    not_offered,   // by this charter
    not_own_link,  // of a companion to another's link
};
constexpr auto names_of(companion_link_rejection) {
    using enum companion_link_rejection;
    return std::array{named{wrong_state, "wrong_state"},
                      named{unknown_candidate, "unknown_candidate"},
                      named{unknown_companion, "unknown_companion"},
                      named{already_linked, "already_linked"},
                      named{already_requested, "already_requested"},
                      named{not_offered, "not_offered"},
                      named{not_own_link, "not_own_link"}};
}

// What may happen to a link.
struct companion_link {
    using stream = companion_link_stream;
    using command = std::variant<assign_companion_link, begin_companion_link, request_companion_link,
                                 accept_companion_link, decline_companion_link, revoke_companion_link>;
    using rejection = companion_link_rejection;
    static constexpr std::array impossible{rejection::wrong_state, rejection::not_own_link};

    struct none {
        bool operator==(const none&) const = default;
    };
    struct requested {
        person_id candidate;
        person_id companion;
        bool operator==(const requested&) const = default;
    };
    struct linked {
        person_id candidate;
        person_id companion;
        bool operator==(const linked&) const = default;
    };
    struct declined {
        bool operator==(const declined&) const = default;
    };
    struct revoked {
        bool operator==(const revoked&) const = default;
    };
    using state = std::variant<none, requested, linked, declined, revoked>;

    static state initial() { return none{}; }
    static state evolve(state before, const stream::event& happened, const stamp& at);
    static void evolve_route(route_state& route, const stream::event& happened, const stamp& at);
    static decision<stream::event, rejection> decide(const state& now, const command& asked, const facts& known);
};
static_assert(decider<companion_link>);

}  // namespace parcours
