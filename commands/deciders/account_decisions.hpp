// SPDX-License-Identifier: Apache-2.0
// Shared by the .cpp files that decide on accounts.
#pragma once

#include "commands/deciders/account.hpp"

namespace parcours::deciding_accounts {

using state = account::state;
using stage = account::stage;
using rejection = account::rejection;
using events = std::vector<account_stream::event>;
using outcome = decision<account_stream::event, rejection>;

inline tl::unexpected<rejection> refused(rejection why) { return tl::unexpected<rejection>(why); }
inline outcome unchanged() { return events{}; }  // a retry finds its effect

// Whether birth date and age are what the charter asks of each role.
std::optional<rejection> breach_of(const facts& known, const std::set<std::string>& roles,
                                   const person_identity& identity);

outcome decide(const state& now, const register_account& asked, const facts& known);
outcome decide(const state& now, const create_account& asked, const facts& known);
outcome decide(const state& now, const invite_account& asked, const facts& known);
outcome decide(const state& now, const activate_account& asked, const facts& known);
outcome decide(const state& now, const deactivate_account& asked, const facts& known);
outcome decide(const state& now, const update_account_identity& asked, const facts& known);
outcome decide(const state& now, const update_account_contact& asked, const facts& known);
outcome decide(const state& now, const change_account_credentials& asked, const facts& known);
outcome decide(const state& now, const revoke_account_session& asked, const facts& known);
outcome decide(const state& now, const record_account_sign_in& asked, const facts& known);
outcome decide(const state& now, const join_organisation& asked, const facts& known);
outcome decide(const state& now, const join_founded_organisation& asked, const facts& known);
outcome decide(const state& now, const leave_organisation& asked, const facts& known);
outcome decide(const state& now, const set_account_supervisor& asked, const facts& known);
outcome decide(const state& now, const set_account_preferences& asked, const facts& known);

}  // namespace parcours::deciding_accounts
