// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>

#include "commands/decider.hpp"
#include "commands/deciders/account_holding.hpp"
#include "commands/deciders/account_making.hpp"

// What may happen to an account: who gets one, by whom, and what becomes of it.
namespace parcours {

enum class account_rejection : std::uint8_t {
    wrong_state,
    may_not_create,      // the actor's role creates no accounts of this role, or the actor's account is not active
    not_registered_so,   // the role does not register itself
    other_organisation,  // the actor makes accounts within its own organisation alone
    organisation_unknown,
    companion_needed,      // a candidate is made with a companion
    companion_unknown,     // or no active one, or one whom the actor may not name
    supervisor_unknown,    // or no active one of the same organisation
    too_young,             // under the charter's minimum age nothing is stored
    birth_date_needed,     // the charter asks it of this role
    birth_date_forbidden,  // the charter does not take it of this role
    email_taken,
    role_not_held,
    other_member,    // the holder belongs to another organisation
    no_member_role,  // none of the account's roles belongs to an organisation
    own_account,
};
constexpr auto names_of(account_rejection) {
    using enum account_rejection;
    return std::array{named{wrong_state, "wrong_state"},
                      named{may_not_create, "may_not_create"},
                      named{not_registered_so, "not_registered_so"},
                      named{other_organisation, "other_organisation"},
                      named{organisation_unknown, "organisation_unknown"},
                      named{companion_needed, "companion_needed"},
                      named{companion_unknown, "companion_unknown"},
                      named{supervisor_unknown, "supervisor_unknown"},
                      named{too_young, "too_young"},
                      named{birth_date_needed, "birth_date_needed"},
                      named{birth_date_forbidden, "birth_date_forbidden"},
                      named{email_taken, "email_taken"},
                      named{role_not_held, "role_not_held"},
                      named{other_member, "other_member"},
                      named{no_member_role, "no_member_role"},
                      named{own_account, "own_account"}};
}

struct account {
    using stream = account_stream;
    using rejection = account_rejection;
    using command =
        std::variant<register_account, create_account, invite_account, activate_account, deactivate_account,
                     update_account_identity, update_account_contact, change_account_credentials,
                     revoke_account_session, record_account_sign_in, join_organisation, join_founded_organisation,
                     leave_organisation, set_account_supervisor, set_account_preferences>;
    static constexpr std::array impossible{rejection::wrong_state, rejection::own_account};

    enum class stage : std::uint8_t { none, made, active, deactivated };
    struct state {
        stage at = stage::none;
        std::set<std::string> roles;
        organisation_id organisation;  // empty: none
        person_id supervisor;          // empty: every one of the organisation
        std::optional<instant> invited_at;
        std::int64_t signed_in_day = -1;  // days since 1970, UTC
        std::optional<std::string> language;
        std::vector<notification_preference> notifications;
        bool operator==(const state&) const = default;
    };

    static state initial() { return {}; }
    static state evolve(state before, const stream::event& happened, const stamp& at);
    static void evolve_route(route_state& route, const stream::event& happened, const stamp& at);
    static decision<stream::event, rejection> decide(const state& now, const command& asked, const facts& known);

    static std::size_t size_in_bytes(const state& now);

    // Of commands that come to nothing without content.
    static bool possible(const state& now, const update_account_identity&, const facts&) { return is_there(now); }
    static bool possible(const state& now, const set_account_preferences&, const facts&) { return is_there(now); }
    static bool possible(const state& now, const set_account_supervisor&, const facts&) {
        return is_there(now) && now.roles.count("companion") != 0;
    }
    static bool possible(const state& now, const join_organisation&, const facts& known) {
        return is_there(now) && now.organisation.empty() && has_member_role(now, *known.terms);
    }
    static bool possible(const state& now, const leave_organisation&, const facts&) {
        return is_there(now) && !now.organisation.empty();
    }
    // Whether one of the account's roles is one that the charter puts into an organisation.
    static bool has_member_role(const state& now, const charter& terms);
    static bool is_there(const state& now) { return now.at == stage::made || now.at == stage::active; }
};
static_assert(decider<account>);

}  // namespace parcours
