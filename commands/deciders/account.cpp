// SPDX-License-Identifier: Apache-2.0
#include "commands/deciders/account.hpp"

#include <algorithm>

#include "commands/deciders/account_decisions.hpp"

namespace parcours {
namespace deciding_accounts {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

template <class Made>
void make(state& now, const Made& e) {
    now.at = stage::made;
    now.roles = {e.roles.begin(), e.roles.end()};
    now.organisation = e.organisation.value_or(organisation_id{});
}
void apply(state& now, const account_registered& e, const stamp&) { make(now, e); }
void apply(state& now, const account_created& e, const stamp&) { make(now, e); }
void apply(state& now, const account_invited&, const stamp& at) { now.invited_at = at.at; }
void apply(state& now, const account_activated&, const stamp&) { now.at = stage::active; }
void apply(state& now, const account_deactivated&, const stamp&) { now.at = stage::deactivated; }
void apply(state& now, const account_role_added& e, const stamp&) { now.roles.insert(e.role); }
void apply(state& now, const account_role_removed& e, const stamp&) { now.roles.erase(e.role); }
void apply(state& now, const account_organisation_joined& e, const stamp&) { now.organisation = e.organisation; }
void apply(state& now, const account_organisation_left&, const stamp&) {
    now.organisation = {};
    now.supervisor = {};  // a supervisor is one of the organisation's
}
void apply(state& now, const account_supervisor_set& e, const stamp&) {
    now.supervisor = e.supervisor.value_or(person_id{});
}
void apply(state& now, const account_signed_in&, const stamp& at) { now.signed_in_day = at.at.ms / day_ms; }
void apply(state& now, const account_preferences_set& e, const stamp&) {
    now.language = e.language;
    now.notifications = e.notifications;
}
void apply(state&, const account_identity_updated&, const stamp&) {}
void apply(state&, const account_contact_updated&, const stamp&) {}
void apply(state&, const account_professional_updated&, const stamp&) {}
void apply(state&, const account_credentials_changed&, const stamp&) {}
void apply(state&, const account_session_revoked&, const stamp&) {}

void tell(route_state::person& person, const account_registered&) { person.account = true; }
void tell(route_state::person& person, const account_created&) { person.account = true; }
void tell(route_state::person& person, const account_activated&) { person.active = true; }
void tell(route_state::person& person, const account_deactivated&) { person.active = false; }
template <class Other>
void tell(route_state::person&, const Other&) {}

}  // namespace
}  // namespace deciding_accounts

decision<account_stream::event, account_rejection> account::decide(const state& now, const command& asked,
                                                                   const facts& known) {
    return std::visit([&](const auto& one) { return deciding_accounts::decide(now, one, known); }, asked);
}

account::state account::evolve(state before, const stream::event& happened, const stamp& at) {
    std::visit([&](const auto& one) { deciding_accounts::apply(before, one, at); }, happened);
    return before;
}

std::size_t account::size_in_bytes(const state& now) {
    std::size_t held = now.language ? now.language->size() : 0;
    for (const auto& each : now.roles) held += 64 + each.size();
    for (const auto& each : now.notifications) held += sizeof(each) + each.kind.size();
    return held;
}

bool account::has_member_role(const state& now, const charter& terms) {
    return std::any_of(now.roles.begin(), now.roles.end(), [&](const std::string& role) {
        const auto found = terms.roles.find(role);
        return found != terms.roles.end() && found->second.in_organisation;
    });
}

void account::evolve_route(route_state& route, const stream::event& happened, const stamp& at) {
    auto& person = route.persons[person_id{at.stream.id}];
    std::visit([&](const auto& one) { deciding_accounts::tell(person, one); }, happened);
}

}  // namespace parcours
