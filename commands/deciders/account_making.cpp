// SPDX-License-Identifier: Apache-2.0
#include "commands/deciders/account_making.hpp"

#include <algorithm>

#include "commands/command_id.hpp"
#include "commands/deciders/account_decisions.hpp"
#include "commands/deciders/candidate_file.hpp"
#include "commands/deciders/companion_link.hpp"
#include "commands/deciders/person_checks.hpp"
#include "commands/step.hpp"

namespace parcours {
namespace {

template <class C>
void check_person(const C& asked, const charter& terms, field_faults& faults) {
    if (terms.roles.count(asked.role) == 0) return faults.push_back({"/role", "unknown_role", {}, false});
    check_identity(terms, asked.role, asked.identity.clear(), faults);
    check_contact(asked.contact.clear(), faults);
}

template <class C>
void claim_email(const C& asked, fact_needs& wanted, const id128& holder) {
    wanted.unique.push_back({unique_kind::email, normalised_email(asked.contact.clear().email), holder});
}

std::unique_ptr<command_step> open_file(const id128& person, std::optional<organisation_id> school) {
    return std::make_unique<decider_step<candidate_file>>(person, open_candidate_file{person_id{person}, school});
}

}  // namespace

void register_account::check(const charter& terms, const actor&, field_faults& faults) const {
    check_person(*this, terms, faults);
}
void register_account::needs(fact_needs& wanted, const id128& made) const { claim_email(*this, wanted, made); }
std::vector<std::unique_ptr<command_step>> register_account::further_steps(const actor&, const id128& made) const {
    std::vector<std::unique_ptr<command_step>> steps;
    if (role == "candidate") steps.push_back(open_file(made, std::nullopt));
    return steps;
}

void create_account::check(const charter& terms, const actor& by, field_faults& faults) const {
    check_person(*this, terms, faults);
    const auto maker = terms.roles.find(by.role);
    const bool takes_own = maker != terms.roles.end() && maker->second.same_organisation_only;
    if (!organisation && !takes_own && is_mandatory(terms, role, "organisation"))
        faults.push_back({"/organisation", "mandatory", {}, false});
    const auto of = terms.roles.find(role);
    if (organisation && of != terms.roles.end() && !of->second.in_organisation)
        faults.push_back({"/organisation", "forbidden", {}, false});
    if (companion && role != "candidate") faults.push_back({"/companion", "forbidden", {}, false});
    if (school && role != "candidate") faults.push_back({"/school", "forbidden", {}, false});
}
void create_account::needs(fact_needs& wanted, const id128& made) const {
    claim_email(*this, wanted, made);
    if (organisation) wanted.organisation = organisation;
    if (companion) wanted.other = companion;
}
std::vector<std::unique_ptr<command_step>> create_account::further_steps(const actor& by, const id128& made) const {
    std::vector<std::unique_ptr<command_step>> steps;
    if (role != "candidate") return steps;
    steps.push_back(open_file(made, school));
    const auto follower = companion ? companion : by.role == "companion" ? std::optional(by.account) : std::nullopt;
    if (follower)
        steps.push_back(std::make_unique<decider_step<companion_link>>(
            make_further_id(made, "companion_link"), begin_companion_link{person_id{made}, *follower}));
    return steps;
}

namespace deciding_accounts {
namespace {

// A second letter within so long is a double click.
constexpr std::int64_t invitation_pause_ms = 600'000;

bool is_active(const std::optional<account_fact>& who, const std::string& role) {
    return who && who->known && who->active && who->roles.count(role) != 0;
}

const role_terms* terms_of(const charter& terms, const std::string& role) {
    const auto found = terms.roles.find(role);
    return found == terms.roles.end() ? nullptr : &found->second;
}

// The actor's own account is a remote fact and may have been deactivated or moved a moment ago: harmless, for its
// sessions are closed at once, and what it made in that moment is the organisation's, or deactivated by the administrator.
std::optional<rejection> breach_by_maker(const create_account& asked, const facts& known) {
    if (known.system) return std::nullopt;
    const role_terms* maker = terms_of(*known.terms, known.by.role);
    if (maker == nullptr || maker->creates.count(asked.role) == 0 || !is_active(known.remote.issuer, known.by.role))
        return rejection::may_not_create;
    const auto& own = known.remote.issuer->organisation;
    if (maker->same_organisation_only && asked.organisation && *asked.organisation != own)
        return rejection::other_organisation;
    const role_terms* made = terms_of(*known.terms, asked.role);
    if (maker->same_organisation_only && made->in_organisation && own.empty()) return rejection::other_organisation;
    return std::nullopt;
}

// Organisations are never taken back, so a stale fact can only miss one that is new.
bool is_known_organisation(const create_account& asked, const facts& known) {
    return !asked.organisation || (known.remote.issuer && known.remote.issuer->organisation == *asked.organisation) ||
           (known.remote.organisation && known.remote.organisation->known);
}

// A companion names itself or leaves it open. Under a gate a candidate without one could send nothing, so whoever else
// makes one names a companion there; only the administrator, who sees all that waits, may do without.
std::optional<rejection> breach_by_companion(const create_account& asked, const facts& known) {
    if (asked.role != "candidate") return std::nullopt;
    const bool by_companion = known.by.role == "companion";
    if (!asked.companion) {
        const bool needed = known.terms->companion_gate && known.by.role == "supervisor";
        return needed ? std::optional(rejection::companion_needed) : std::nullopt;
    }
    if (by_companion && *asked.companion != known.by.account) return rejection::companion_unknown;
    if (by_companion) return std::nullopt;
    if (!is_active(known.remote.other, "companion")) return rejection::companion_unknown;
    const auto& of = known.remote.other->organisation;
    const bool within = known.by.role != "supervisor" ||
                        (known.remote.issuer && !of.empty() && known.remote.issuer->organisation == of);
    return within ? std::nullopt : std::optional(rejection::companion_unknown);
}

std::optional<organisation_id> organisation_of(const create_account& asked, const facts& known) {
    if (asked.organisation) return asked.organisation;
    const role_terms* maker = terms_of(*known.terms, known.by.role);
    const role_terms* made = terms_of(*known.terms, asked.role);
    if (maker == nullptr || !maker->same_organisation_only || made == nullptr || !made->in_organisation)
        return std::nullopt;
    return known.remote.issuer->organisation;
}

}  // namespace

std::optional<rejection> breach_of(const facts& known, const std::set<std::string>& roles,
                                   const person_identity& identity) {
    const auto any = [&](bool (*asks)(const charter&, const std::string&, const std::string&)) {
        return std::any_of(roles.begin(), roles.end(),
                           [&](const std::string& role) { return asks(*known.terms, role, "birth_date"); });
    };
    if (!identity.birth_date) return any(&is_mandatory) ? std::optional(rejection::birth_date_needed) : std::nullopt;
    // A role that must give it wins over one that must not: a person holds both by one account.
    if (any(&is_forbidden) && !any(&is_mandatory)) return rejection::birth_date_forbidden;
    if (!is_of_age(*identity.birth_date, known.terms->minimum_age, known.now)) return rejection::too_young;
    return std::nullopt;
}

outcome decide(const state& now, const register_account& asked, const facts& known) {
    if (now.at != stage::none) return refused(rejection::wrong_state);
    const role_terms* made = terms_of(*known.terms, asked.role);
    if (made == nullptr || !made->self_registration) return refused(rejection::not_registered_so);
    if (const auto breach = breach_of(known, {asked.role}, asked.identity.clear())) return refused(*breach);
    if (known.remote.taken.count("email") != 0) return refused(rejection::email_taken);
    return events{account_registered{{asked.role}, std::nullopt, asked.identity, asked.contact, asked.professional},
                  account_invited{}};
}

outcome decide(const state& now, const create_account& asked, const facts& known) {
    if (now.at != stage::none) return refused(rejection::wrong_state);
    if (const auto breach = breach_by_maker(asked, known)) return refused(*breach);
    if (!is_known_organisation(asked, known)) return refused(rejection::organisation_unknown);
    if (const auto breach = breach_by_companion(asked, known)) return refused(*breach);
    if (const auto breach = breach_of(known, {asked.role}, asked.identity.clear())) return refused(*breach);
    if (known.remote.taken.count("email") != 0) return refused(rejection::email_taken);
    return events{account_created{{asked.role},
                                  organisation_of(asked, known),
                                  asked.identity,
                                  asked.contact,
                                  asked.professional,
                                  known.by.account}};
}

outcome decide(const state& now, const invite_account&, const facts& known) {
    if (now.at != stage::made) return refused(rejection::wrong_state);
    if (now.invited_at && known.now.ms - now.invited_at->ms < invitation_pause_ms) return unchanged();
    return events{account_invited{known.by.account}};
}

outcome decide(const state& now, const activate_account&, const facts&) {
    if (now.at == stage::active) return unchanged();
    if (now.at != stage::made) return refused(rejection::wrong_state);
    return events{account_activated{}};
}

outcome decide(const state& now, const deactivate_account& asked, const facts& known) {
    if (now.at == stage::deactivated) return unchanged();
    if (now.at == stage::none) return refused(rejection::wrong_state);
    if (!known.system && asked.account == known.by.account) return refused(rejection::own_account);
    return events{account_deactivated{known.by.account}};
}

}  // namespace deciding_accounts
}  // namespace parcours
