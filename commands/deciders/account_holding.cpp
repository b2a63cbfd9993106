// SPDX-License-Identifier: Apache-2.0
#include "commands/deciders/account_holding.hpp"

#include <algorithm>

#include "commands/deciders/account_decisions.hpp"
#include "commands/deciders/person_checks.hpp"
#include "events/text.hpp"

namespace parcours {

void update_account_identity::check(const charter&, const actor&, field_faults& faults) const {
    if (!identity && !professional) faults.push_back({"/identity", "nothing_to_change", {}, false});
    if (!identity) return;
    // Whatever the roles are: an account with a name does not lose it.
    if (is_blank(identity->clear().first_name)) faults.push_back({"/identity/first_name", "blank", {}, false});
    if (is_blank(identity->clear().last_name)) faults.push_back({"/identity/last_name", "blank", {}, false});
}

void update_account_contact::check(const charter&, const actor&, field_faults& faults) const {
    check_contact(contact.clear(), faults);
}
void update_account_contact::needs(fact_needs& wanted, const id128&) const {
    wanted.unique.push_back({unique_kind::email, normalised_email(contact.clear().email), account.value});
}

void set_account_preferences::check(const charter& terms, const actor&, field_faults& faults) const {
    const auto& known = terms.languages;
    if (language && std::find(known.begin(), known.end(), *language) == known.end())
        faults.push_back({"/language", "unknown_language", {}, false});
}

namespace deciding_accounts {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

bool is_there(const state& now) { return account::is_there(now); }

// The supervisor may have left or been deactivated a moment ago: harmless, for then the companion's candidates show to
// nobody but the administrator until another is set.
bool is_supervisor_of(const state& now, const facts& known) {
    const auto& other = known.remote.other;
    return other && other->known && other->active && other->roles.count("supervisor") != 0 &&
           !now.organisation.empty() && other->organisation == now.organisation;
}

}  // namespace

outcome decide(const state& now, const update_account_identity& asked, const facts& known) {
    if (!is_there(now)) return refused(rejection::wrong_state);
    events all;
    if (asked.identity) {
        if (const auto breach = breach_of(known, now.roles, asked.identity->clear())) return refused(*breach);
        all.emplace_back(account_identity_updated{*asked.identity, known.by.account});
    }
    if (asked.professional) all.emplace_back(account_professional_updated{*asked.professional, known.by.account});
    return all;
}

outcome decide(const state& now, const update_account_contact& asked, const facts& known) {
    if (!is_there(now)) return refused(rejection::wrong_state);
    if (known.remote.taken.count("email") != 0) return refused(rejection::email_taken);
    return events{account_contact_updated{asked.contact, known.by.account}};
}

outcome decide(const state& now, const change_account_credentials& asked, const facts& known) {
    if (!is_there(now)) return refused(rejection::wrong_state);
    return events{account_credentials_changed{asked.change, known.by.account}};
}

outcome decide(const state& now, const revoke_account_session& asked, const facts& known) {
    if (now.at == stage::none) return refused(rejection::wrong_state);
    if (now.at == stage::deactivated) return unchanged();  // it has none
    const auto session = asked.session ? std::optional(asked.session->value.octets()) : std::nullopt;
    return events{account_session_revoked{session, known.by.account}};
}

outcome decide(const state& now, const record_account_sign_in& asked, const facts& known) {
    if (now.at != stage::active) return refused(rejection::wrong_state);
    if (now.roles.count(asked.role) == 0) return refused(rejection::role_not_held);
    if (now.signed_in_day == known.now.ms / day_ms) return unchanged();
    return events{account_signed_in{asked.role}};
}

outcome decide(const state& now, const join_organisation& asked, const facts& known) {
    if (!is_there(now)) return refused(rejection::wrong_state);
    if (now.organisation == asked.organisation) return unchanged();
    if (!now.organisation.empty()) return refused(rejection::other_member);
    if (!account::has_member_role(now, *known.terms)) return refused(rejection::no_member_role);
    // Organisations are never taken back, so a stale fact can only miss one that is new.
    if (!known.remote.organisation || !known.remote.organisation->known)
        return refused(rejection::organisation_unknown);
    return events{account_organisation_joined{asked.organisation, known.by.account}};
}

// The organisation is made by the same commit, so nothing has to be known of it.
outcome decide(const state& now, const join_founded_organisation& asked, const facts& known) {
    if (!is_there(now)) return refused(rejection::wrong_state);
    if (now.organisation == asked.organisation) return unchanged();
    if (!now.organisation.empty()) return refused(rejection::other_member);
    return events{account_organisation_joined{asked.organisation, known.by.account}};
}

outcome decide(const state& now, const leave_organisation& asked, const facts& known) {
    if (!is_there(now)) return refused(rejection::wrong_state);
    if (now.organisation.empty()) return unchanged();
    if (now.organisation != asked.organisation) return refused(rejection::other_member);
    return events{account_organisation_left{asked.organisation, known.by.account}};
}

outcome decide(const state& now, const set_account_supervisor& asked, const facts& known) {
    if (!is_there(now)) return refused(rejection::wrong_state);
    if (now.roles.count("companion") == 0) return refused(rejection::role_not_held);
    if (now.supervisor == asked.supervisor.value_or(person_id{})) return unchanged();
    if (asked.supervisor && !is_supervisor_of(now, known)) return refused(rejection::supervisor_unknown);
    return events{account_supervisor_set{asked.supervisor, known.by.account}};
}

outcome decide(const state& now, const set_account_preferences& asked, const facts&) {
    if (!is_there(now)) return refused(rejection::wrong_state);
    if (now.language == asked.language && now.notifications == asked.notifications) return unchanged();
    return events{account_preferences_set{asked.language, asked.notifications}};
}

}  // namespace deciding_accounts
}  // namespace parcours
