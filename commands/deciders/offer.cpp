// SPDX-License-Identifier: Apache-2.0
#include "commands/deciders/offer.hpp"

#include "commands/deciders/person_checks.hpp"
#include "commands/overloaded.hpp"

namespace parcours {
namespace {

using rejection = offer_rejection;
using none = offer::none;
using drafted = offer::drafted;
using open = offer::open;
using closed = offer::closed;
using events = std::vector<offer_stream::event>;
using outcome = decision<offer_stream::event, rejection>;
using refused = tl::unexpected<rejection>;

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

// A letter and four digits (France Travail, ROME 4.0).
bool is_rome(const std::string& code) {
    return code.size() == 5 && code[0] >= 'A' && code[0] <= 'N' && is_digit(code[1]) && is_digit(code[2]) &&
           is_digit(code[3]) && is_digit(code[4]);
}

template <class C>
void check_offer(const C& asked, field_faults& faults) {
    if (asked.rome && !is_rome(*asked.rome)) faults.push_back({"/rome", "invalid", {}, false});
    if (asked.contact && asked.contact->clear().email && !is_email(*asked.contact->clear().email))
        faults.push_back({"/contact/email", "invalid", {}, false});
}

// By the calendar's date in UTC: at worst an offer that closes today is refused for the zone's hours, or taken.
bool is_past(const std::optional<calendar_day>& day, const facts& known) {
    return day && to_string(*day) < to_string(known.now).substr(0, 10);
}

template <class Event, class C>
outcome said(const C& asked, const organisation_id& organisation, const facts& known) {
    if (is_past(asked.closes_on, known)) return refused(rejection::closes_in_the_past);
    return events{Event{organisation, known.by.account, asked.title, asked.description, asked.rome, asked.contract,
                        asked.place, asked.closes_on, asked.contact}};
}

outcome decide(const none&, const draft_offer& asked, const facts& known) {
    return said<offer_drafted>(asked, asked.organisation, known);
}
outcome decide(const none&, const publish_offer& asked, const facts& known) {
    // Without an organisation it named a draft, which is not there.
    if (!asked.organisation) return refused(rejection::wrong_state);
    return said<offer_published>(asked, *asked.organisation, known);
}
outcome decide(const drafted& now, const publish_offer& asked, const facts& known) {
    if (asked.organisation && *asked.organisation != now.organisation) return refused(rejection::other_organisation);
    return said<offer_published>(asked, now.organisation, known);
}
outcome decide(const open&, const publish_offer&, const facts&) { return refused(rejection::already_happened); }

outcome decide(const drafted& now, const update_offer& asked, const facts& known) {
    return said<offer_updated>(asked, now.organisation, known);
}
outcome decide(const open& now, const update_offer& asked, const facts& known) {
    return said<offer_updated>(asked, now.organisation, known);
}

outcome decide(const open& now, const close_offer& asked, const facts& known) {
    return events{offer_closed{now.organisation, asked.reason, known.by.account}};
}
outcome decide(const closed& now, const close_offer& asked, const facts&) {
    if (asked.reason != now.reason) return refused(rejection::already_happened);
    return events{};
}

outcome reopened(const organisation_id& organisation, const reopen_offer& asked, const facts& known) {
    if (is_past(asked.closes_on, known)) return refused(rejection::closes_in_the_past);
    return events{offer_reopened{organisation, asked.closes_on, known.by.account}};
}
outcome decide(const closed& now, const reopen_offer& asked, const facts& known) {
    return reopened(now.organisation, asked, known);
}
// An offer whose last day is over takes no applications, and no event closed it.
outcome decide(const open& now, const reopen_offer& asked, const facts& known) {
    if (is_past(now.closes_on, known)) return reopened(now.organisation, asked, known);
    if (asked.closes_on != now.closes_on) return refused(rejection::already_happened);
    return events{};
}

template <class Situation, class Command>
outcome decide(const Situation&, const Command&, const facts&) {
    return refused(rejection::wrong_state);
}

}  // namespace

void draft_offer::check(const charter&, const actor&, field_faults& faults) const { check_offer(*this, faults); }
void publish_offer::check(const charter&, const actor&, field_faults& faults) const {
    if (!offer && !organisation) faults.push_back({"/organisation", "missing", {}, true});
    check_offer(*this, faults);
}
void update_offer::check(const charter&, const actor&, field_faults& faults) const { check_offer(*this, faults); }

outcome offer::decide(const state& now, const command& asked, const facts& known) {
    return std::visit([&](const auto& situation, const auto& one) { return parcours::decide(situation, one, known); },
                      now, asked);
}

offer::state offer::evolve(state before, const stream::event& happened, const stamp&) {
    return std::visit(overloaded{[](const offer_drafted& e) -> state { return drafted{e.organisation}; },
                                 [](const offer_published& e) -> state {
                                     return open{e.organisation, e.closes_on};
                                 },
                                 [&](const offer_updated& e) -> state {
                                     if (auto* now = std::get_if<open>(&before)) now->closes_on = e.closes_on;
                                     return before;
                                 },
                                 [](const offer_closed& e) -> state {
                                     return closed{e.organisation, e.reason};
                                 },
                                 [](const offer_reopened& e) -> state {
                                     return open{e.organisation, e.closes_on};
                                 }},
                      happened);
}

bool offer::possible(const state& now, const reopen_offer&, const facts& known) {
    const auto* at = std::get_if<open>(&now);
    return std::holds_alternative<closed>(now) || (at != nullptr && is_past(at->closes_on, known));
}

}  // namespace parcours
