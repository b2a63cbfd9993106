// SPDX-License-Identifier: Apache-2.0
#include "commands/deciders/organisation.hpp"

#include "commands/deciders/account.hpp"
#include "commands/deciders/siret.hpp"
#include "commands/overloaded.hpp"
#include "commands/step.hpp"

namespace parcours {
namespace {

using rejection = organisation_rejection;
using none = organisation::none;
using registered = organisation::registered;
using events = std::vector<organisation_stream::event>;
using outcome = decision<organisation_stream::event, rejection>;
using refused = tl::unexpected<rejection>;

bool founds(const actor& by) { return by.role == "recruiter"; }

// Pages show it as a link, so it may be nothing that a browser runs.
void check_website(const std::optional<std::string>& website, field_faults& faults) {
    if (!website) return;
    const bool web = website->rfind("https://", 0) == 0 || website->rfind("http://", 0) == 0;
    const bool plain = website->find_first_of(" \t\r\n\"'<>") == std::string::npos;
    if (!web || !plain) faults.push_back({"/website", "invalid", {}, false});
}

// What both commands and events show, under their own names.
template <class To, class From>
To shown(const From& from, person_id by) {
    To to;
    to.name_ = from.name_;
    to.sector = from.sector;
    to.size = from.size;
    if constexpr (std::is_same_v<decltype(from.start_up), bool>)
        to.start_up = from.start_up;
    else
        to.start_up = from.start_up.value_or(false);
    to.description = from.description;
    to.website = from.website;
    to.place = from.place;
    to.by = by;
    return to;
}

outcome decide(const none&, const register_organisation& asked, const facts& known) {
    // The founder's account is on this route: the step that makes them a member decides again, exactly.
    if (!known.system && founds(known.by) && known.remote.issuer && !known.remote.issuer->organisation.empty())
        return refused(rejection::already_member);
    if (known.remote.taken.count("siret") != 0) return refused(rejection::siret_taken);
    auto made = shown<organisation_registered>(asked, known.by.account);
    made.kind = asked.kind;
    made.siret = asked.siret;
    return events{std::move(made)};
}

outcome decide(const registered& now, const update_organisation_profile& asked, const facts& known) {
    if (shown<organisation_profile_updated>(asked, {}) == now.profile) return events{};
    return events{shown<organisation_profile_updated>(asked, known.by.account)};
}

outcome decide(const registered& now, const open_organisation_spontaneous&, const facts& known) {
    if (now.takes_spontaneous) return events{};
    if (!known.terms->spontaneous) return refused(rejection::spontaneous_not_offered);
    return events{organisation_spontaneous_opened{known.by.account}};
}

outcome decide(const registered& now, const close_organisation_spontaneous&, const facts& known) {
    if (!now.takes_spontaneous) return events{};
    return events{organisation_spontaneous_closed{known.by.account}};
}

template <class Situation, class Command>
outcome decide(const Situation&, const Command&, const facts&) {
    return refused(rejection::wrong_state);
}

}  // namespace

void register_organisation::check(const charter&, const actor& by, field_faults& faults) const {
    if (siret && !is_siret(*siret)) faults.push_back({"/siret", "invalid", {}, false});
    if (founds(by) && kind != organisation_kind::company) faults.push_back({"/kind", "forbidden", {}, false});
    check_website(website, faults);
}
void register_organisation::needs(fact_needs& wanted, const id128& made) const {
    if (siret) wanted.unique.push_back({unique_kind::siret, *siret, made});
}
// A founder and what they found are decided together, so it lives on their route.
std::optional<route_number> register_organisation::route(const actor& by) const {
    return founds(by) ? std::optional(by.account.route()) : std::nullopt;
}
std::vector<std::unique_ptr<command_step>> register_organisation::further_steps(const actor& by,
                                                                                const id128& made) const {
    std::vector<std::unique_ptr<command_step>> steps;
    if (founds(by))
        steps.push_back(std::make_unique<decider_step<account>>(
            by.account.value, join_founded_organisation{by.account, organisation_id{made}}));
    return steps;
}

void update_organisation_profile::check(const charter&, const actor&, field_faults& faults) const {
    check_website(website, faults);
}

outcome organisation::decide(const state& now, const command& asked, const facts& known) {
    return std::visit([&](const auto& situation, const auto& one) { return parcours::decide(situation, one, known); },
                      now, asked);
}

organisation::state organisation::evolve(state before, const stream::event& happened, const stamp&) {
    auto now = std::holds_alternative<registered>(before) ? std::get<registered>(std::move(before)) : registered{};
    std::visit(
        overloaded{[&](const organisation_registered& e) { now.profile = shown<organisation_profile_updated>(e, {}); },
                   [&](const organisation_profile_updated& e) {
                       now.profile = e;
                       now.profile.by = {};
                   },
                   [&](const organisation_spontaneous_opened&) { now.takes_spontaneous = true; },
                   [&](const organisation_spontaneous_closed&) { now.takes_spontaneous = false; }},
        happened);
    return now;
}

std::size_t organisation::size_in_bytes(const state& now) {
    const auto* at = std::get_if<registered>(&now);
    if (at == nullptr) return 0;
    const auto size_of = [](const std::optional<std::string>& text) { return text ? text->size() : 0; };
    const auto& shows = at->profile;
    return shows.name_.size() + size_of(shows.sector) + size_of(shows.description) + size_of(shows.website) +
           size_of(shows.place);
}

}  // namespace parcours
