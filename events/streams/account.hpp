// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/streams/account/membership.hpp"
#include "events/streams/account/particulars.hpp"

// An account: whoever may sign in. It lives on the person's route and has the person's id.
namespace parcours {

struct account_stream {
    static constexpr stream_kind kind = stream_kind::account;
    using id = person_id;
    using event =
        std::variant<account_registered, account_created, account_invited, account_activated, account_deactivated,
                     account_role_added, account_role_removed, account_organisation_joined, account_organisation_left,
                     account_supervisor_set, account_identity_updated, account_contact_updated,
                     account_professional_updated, account_credentials_changed, account_session_revoked,
                     account_signed_in, account_preferences_set>;
    using superseded = type_list<>;
};
static_assert(stream_family<account_stream>);

}  // namespace parcours
