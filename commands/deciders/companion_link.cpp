// SPDX-License-Identifier: Apache-2.0
#include "commands/deciders/companion_link.hpp"

#include "commands/deciders/candidate_standing.hpp"
#include "commands/overloaded.hpp"

namespace parcours {
namespace {

using events = std::vector<companion_link_stream::event>;
using rejection = companion_link_rejection;
using decided = decision<companion_link_stream::event, rejection>;
using refused = tl::unexpected<rejection>;
using none = companion_link::none;
using requested = companion_link::requested;
using linked = companion_link::linked;
using declined = companion_link::declined;
using revoked = companion_link::revoked;

bool has_requested(const facts& known, const person_id& candidate, const person_id& companion) {
    for (const auto& [id, link] : known.route->links)
        if (link.candidate == candidate && link.companion == companion &&
            link.status == route_state::link_status::requested)
            return true;
    return false;
}

bool offers(const facts& known, link_mode mode) { return known.terms->companion_links.count(mode) != 0; }

// The account may have been deactivated a moment ago: harmless, for who cannot sign in sees nothing, and a supervisor or
// an administrator revokes the link.
bool is_companion(const facts& known) {
    const auto& other = known.remote.other;
    return other && other->known && other->active && other->roles.count("companion") != 0;
}

// A supervisor assigns companions of the own organisation only; who just moved there or away is mended by the
// administrator, as every membership is.
bool is_in_reach(const facts& known) {
    if (known.by.role != "supervisor") return true;
    const auto& issuer = known.remote.issuer;
    return issuer && !issuer->organisation.empty() && issuer->organisation == known.remote.other->organisation;
}

decided decide(const none&, const assign_companion_link& asked, const facts& known) {
    if (!offers(known, link_mode::assigned)) return refused{rejection::not_offered};
    if (!has_file(known, asked.candidate)) return refused{rejection::unknown_candidate};
    if (!is_companion(known) || !is_in_reach(known)) return refused{rejection::unknown_companion};
    if (known.route->linked(asked.candidate, asked.companion)) return refused{rejection::already_linked};
    return events{companion_link_assigned{asked.candidate, asked.companion, link_origin::assigned}};
}

decided decide(const none&, const begin_companion_link& asked, const facts& known) {
    if (!has_file(known, asked.candidate)) return refused{rejection::unknown_candidate};
    return events{companion_link_assigned{asked.candidate, asked.companion, link_origin::created_with_account}};
}

decided decide(const none&, const request_companion_link& asked, const facts& known) {
    if (!offers(known, link_mode::requested)) return refused{rejection::not_offered};
    if (!has_file(known, asked.candidate)) return refused{rejection::unknown_candidate};
    // Who left their organisation a moment ago asks in vain: harmless, for they see nothing of whoever accepts.
    const auto& issuer = known.remote.issuer;
    if (issuer && issuer->roles.count(known.by.role) == 0) return refused{rejection::unknown_companion};
    if (known.route->linked(asked.candidate, known.by.account)) return refused{rejection::already_linked};
    if (has_requested(known, asked.candidate, known.by.account)) return refused{rejection::already_requested};
    return events{companion_link_requested{asked.candidate, known.by.account}};
}

decided decide(const requested& now, const accept_companion_link&, const facts& known) {
    // Somebody may have assigned the same companion since the request.
    if (known.route->linked(now.candidate, now.companion)) return refused{rejection::already_linked};
    return events{companion_link_accepted{now.candidate, now.companion}};
}
decided decide(const linked&, const accept_companion_link&, const facts&) { return events{}; }

decided decide(const requested& now, const decline_companion_link&, const facts&) {
    return events{companion_link_declined{now.candidate, now.companion}};
}
decided decide(const declined&, const decline_companion_link&, const facts&) { return events{}; }

// A companion ends what is their own; of another's link they are no party, though they follow the same candidate.
template <class Situation>
decided end(const Situation& now, const facts& known) {
    if (known.by.role == "companion" && known.by.account != now.companion) return refused{rejection::not_own_link};
    return events{companion_link_revoked{now.candidate, now.companion}};
}
decided decide(const requested& now, const revoke_companion_link&, const facts& known) { return end(now, known); }
decided decide(const linked& now, const revoke_companion_link&, const facts& known) { return end(now, known); }
decided decide(const revoked&, const revoke_companion_link&, const facts&) { return events{}; }

template <class Situation, class Command>
decided decide(const Situation&, const Command&, const facts&) {
    return refused{rejection::wrong_state};
}

}  // namespace

decided companion_link::decide(const state& now, const command& asked, const facts& known) {
    return std::visit([&](const auto& situation, const auto& one) { return parcours::decide(situation, one, known); },
                      now, asked);
}

companion_link::state companion_link::evolve(state, const stream::event& happened, const stamp&) {
    return std::visit(overloaded{
                          [](const companion_link_assigned& e) -> state {
                              return linked{e.candidate, e.companion};
                          },
                          [](const companion_link_requested& e) -> state {
                              return requested{e.candidate, e.companion};
                          },
                          [](const companion_link_accepted& e) -> state {
                              return linked{e.candidate, e.companion};
                          },
                          [](const companion_link_declined&) -> state { return declined{}; },
                          [](const companion_link_revoked&) -> state { return revoked{}; },
                      },
                      happened);
}

void companion_link::evolve_route(route_state& route, const stream::event& happened, const stamp& at) {
    std::visit(
        [&]<class E>(const E& e) {
            using status = route_state::link_status;
            const link_id id{at.stream.id};
            if constexpr (std::is_same_v<E, companion_link_requested>)
                route.links[id] = {e.candidate, e.companion, status::requested};
            else if constexpr (std::is_same_v<E, companion_link_assigned> || std::is_same_v<E, companion_link_accepted>)
                route.links[id] = {e.candidate, e.companion, status::linked};
            else
                route.links.erase(id);
        },
        happened);
}

}  // namespace parcours
