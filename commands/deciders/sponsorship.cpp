// SPDX-License-Identifier: Apache-2.0
#include "commands/deciders/sponsorship.hpp"

#include "commands/deciders/candidate_standing.hpp"
#include "commands/deciders/words.hpp"
#include "commands/overloaded.hpp"

namespace parcours {

void request_sponsorship::check(const charter&, const actor&, field_faults& faults) const {
    if (sponsorship && organisation) faults.push_back({"/organisation", "not_with_sponsorship", {}, false});
    if (!sponsorship && !organisation) faults.push_back({"/organisation", "missing", {}, true});
}
void request_sponsorship::needs(fact_needs& wanted, const id128&) const {
    wanted.organisation = organisation;
    wanted.sponsorship_target = sponsorship;
    wanted.snapshot_of_target = sponsorship.has_value();
    if (!sponsorship) wanted.snapshot = person_id{};  // the actor's
}
void accept_sponsorship::needs(fact_needs& wanted, const id128&) const {
    wanted.other = sponsor;
    wanted.sponsorship_target = sponsorship;
}
void reassign_sponsor::needs(fact_needs& wanted, const id128&) const {
    wanted.other = sponsor;
    wanted.sponsorship_target = sponsorship;
}
void refuse_sponsorship::check(const charter& terms, const actor&, field_faults& faults) const {
    if (reason_code && !terms.refusal_reasons.contains(*reason_code))
        faults.push_back({"/reason_code", "unknown_code", {}, false});
}

namespace {

using state = sponsorship::state;
using stage = sponsorship::stage;
using rejection = sponsorship::rejection;
using events = std::vector<sponsorship_stream::event>;
using outcome = decision<sponsorship_stream::event, rejection>;

tl::unexpected<rejection> refused(rejection why) { return tl::unexpected<rejection>(why); }
outcome unchanged() { return events{}; }
// It is so already: nothing to do, unless the command says what nobody would ever read.
outcome already(bool says_more) { return says_more ? outcome(refused(rejection::already_happened)) : unchanged(); }
template <class Event>
outcome happened(Event one) {
    events all;
    all.emplace_back(std::move(one));
    return all;
}
template <class Event>
Event about(const state& now) {
    Event made;
    made.candidate = now.candidate;
    made.organisation = now.organisation;
    return made;
}

bool is_over(stage at) { return at >= stage::refused; }
bool is_visible(const state& now, const facts& known) {
    return now.at == stage::validated || (now.at == stage::requested && !known.terms->companion_gate);
}

// A stale fact is harmless: the commit names the position at which the sponsor was an active recruiter there, and one
// who leaves is replaced by `reassign_sponsor`.
bool is_eligible(const state& now, const facts& known) {
    const auto& other = known.remote.other;
    return other && other->known && other->active && other->roles.contains("recruiter") &&
           other->organisation == now.organisation;
}

outcome requested(const person_id& candidate, const organisation_id& organisation, const request_sponsorship& asked,
                  const facts& known) {
    if (!known.remote.snapshot) return refused(rejection::profile_incomplete);
    sponsorship_requested made;
    made.candidate = candidate;
    made.organisation = organisation;
    made.message = asked.message;
    made.headline = known.remote.snapshot->headline;
    made.snapshot = known.remote.snapshot->body;
    return happened(std::move(made));
}

outcome decide_on(const state& now, const request_sponsorship& asked, const facts& known) {
    if (!known.terms->sponsorship) return refused(rejection::not_offered);
    if (now.at == stage::requested) return refused(rejection::already_happened);
    if (now.at == stage::returned) return requested(now.candidate, now.organisation, asked, known);
    if (now.at != stage::none || !asked.organisation) return refused(rejection::wrong_state);
    const auto& candidate = known.by.account;
    if (!is_active_candidate(known, candidate)) return refused(rejection::candidate_unknown);
    if (!known.remote.organisation || !known.remote.organisation->known)
        return refused(rejection::organisation_unknown);
    std::uint32_t live = 0;
    for (const auto& [id, each] : known.route->sponsorships) {
        if (each.candidate != candidate) continue;
        if (each.organisation == *asked.organisation) return refused(rejection::duplicate);
        ++live;
    }
    const auto most = known.terms->limits.live_sponsorships_of_candidate;
    if (most > 0 && live >= most) return refused(rejection::cap_reached);
    return requested(candidate, *asked.organisation, asked, known);
}

outcome decide_on(const state& now, const validate_sponsorship& asked, const facts& known) {
    if (now.at == stage::validated) return already(has_words(asked.comment));
    if (now.at != stage::requested || !known.terms->companion_gate) return refused(rejection::wrong_state);
    if (!accompanies(known, now.candidate)) return refused(rejection::not_linked);
    auto made = about<sponsorship_validated>(now);
    made.comment = sealed_if(asked.comment);
    return happened(std::move(made));
}

outcome decide_on(const state& now, const return_sponsorship& asked, const facts& known) {
    if (now.at == stage::returned) return refused(rejection::already_happened);
    if (now.at != stage::requested || !known.terms->companion_gate) return refused(rejection::wrong_state);
    if (!accompanies(known, now.candidate)) return refused(rejection::not_linked);
    auto made = about<sponsorship_returned>(now);
    made.reason = asked.reason;
    return happened(std::move(made));
}

outcome decide_on(const state& now, const accept_sponsorship& asked, const facts& known) {
    if (now.at == stage::accepted && now.sponsor == asked.sponsor) return already(has_words(asked.message));
    if (!is_visible(now, known)) return refused(rejection::wrong_state);
    if (!is_eligible(now, known)) return refused(rejection::sponsor_not_eligible);
    auto made = about<sponsorship_accepted>(now);
    made.sponsor = asked.sponsor;
    made.message = sealed_if(asked.message);
    return happened(std::move(made));
}

outcome decide_on(const state& now, const refuse_sponsorship& asked, const facts& known) {
    if (now.at == stage::refused) return refused(rejection::already_happened);
    if (!is_visible(now, known)) return refused(rejection::wrong_state);
    auto made = about<sponsorship_refused>(now);
    made.reason_code = asked.reason_code;
    made.comment = asked.comment;
    return happened(std::move(made));
}

outcome decide_on(const state& now, const withdraw_sponsorship& asked, const facts&) {
    if (now.at == stage::withdrawn) return already(has_words(asked.reason));
    if (now.at != stage::requested && now.at != stage::returned && now.at != stage::validated)
        return refused(rejection::wrong_state);
    auto made = about<sponsorship_withdrawn>(now);
    made.reason = sealed_if(asked.reason);
    return happened(std::move(made));
}

outcome decide_on(const state& now, const cancel_sponsorship& asked, const facts&) {
    if (now.at == stage::cancelled) return already(asked.cause != now.cause);
    if (now.at == stage::none || is_over(now.at)) return refused(rejection::wrong_state);
    auto made = about<sponsorship_cancelled>(now);
    made.cause = asked.cause;
    return happened(made);
}

outcome decide_on(const state& now, const reassign_sponsor& asked, const facts& known) {
    if (now.at != stage::accepted) return refused(rejection::wrong_state);
    if (now.sponsor == asked.sponsor) return unchanged();
    if (!is_eligible(now, known)) return refused(rejection::sponsor_not_eligible);
    auto made = about<sponsorship_sponsor_reassigned>(now);
    made.sponsor = asked.sponsor;
    return happened(made);
}

outcome decide_on(const state& now, const end_sponsorship& asked, const facts&) {
    if (now.at == stage::ended) return already(has_words(asked.reason));
    if (now.at != stage::accepted) return refused(rejection::wrong_state);
    auto made = about<sponsorship_ended>(now);
    made.reason = sealed_if(asked.reason);
    return happened(std::move(made));
}

void apply(state& now, const sponsorship_requested& e) {
    now.at = stage::requested;
    now.candidate = e.candidate;
    now.organisation = e.organisation;
}
void apply(state& now, const sponsorship_validated&) { now.at = stage::validated; }
void apply(state& now, const sponsorship_returned&) { now.at = stage::returned; }
void apply(state& now, const sponsorship_withdrawn&) { now.at = stage::withdrawn; }
void apply(state& now, const sponsorship_cancelled& e) {
    now.at = stage::cancelled;
    now.cause = e.cause;
}
void apply(state& now, const sponsorship_accepted& e) {
    now.at = stage::accepted;
    now.sponsor = e.sponsor;
}
void apply(state& now, const sponsorship_refused&) { now.at = stage::refused; }
void apply(state& now, const sponsorship_sponsor_reassigned& e) { now.sponsor = e.sponsor; }
void apply(state& now, const sponsorship_ended&) { now.at = stage::ended; }

}  // namespace

decision<sponsorship_stream::event, sponsorship_rejection> sponsorship::decide(const state& now, const command& asked,
                                                                               const facts& known) {
    return std::visit([&](const auto& one) { return decide_on(now, one, known); }, asked);
}

void sponsorship::evolve_route(route_state& route, const stream::event& happened_, const stamp& at) {
    const sponsorship_id id{at.stream.id};
    std::visit(overloaded{[&](const sponsorship_requested& e) {
                              route.sponsorships[id] = {e.candidate, e.organisation, std::nullopt, true};
                          },
                          [&](const sponsorship_refused&) { route.sponsorships.erase(id); },
                          [&](const sponsorship_withdrawn&) { route.sponsorships.erase(id); },
                          [&](const sponsorship_cancelled&) { route.sponsorships.erase(id); },
                          [&](const sponsorship_ended&) { route.sponsorships.erase(id); }, [](const auto&) {}},
               happened_);
}

sponsorship::state sponsorship::evolve(state before, const stream::event& happened_, const stamp&) {
    std::visit([&](const auto& one) { apply(before, one); }, happened_);
    return before;
}

}  // namespace parcours
