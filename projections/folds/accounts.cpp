// SPDX-License-Identifier: Apache-2.0
#include "projections/folds/accounts.hpp"

#include <algorithm>

#include "projections/typed_fold.hpp"

namespace parcours {
namespace {

using row = accounts::row;

template <class Event>
void begin(row& r, const Event& e, const stamp& at) {
    r.roles = e.roles;
    r.organisation = e.organisation;
    r.created_at = at.at;
    r.identity = keep(e, &Event::identity, at);
    r.contact = keep(e, &Event::contact, at);
    r.professional = keep(e, &Event::professional, at);
}

void take(row& r, const account_registered& e, const stamp& at) { begin(r, e, at); }
void take(row& r, const account_created& e, const stamp& at) {
    begin(r, e, at);
    r.created_by = e.created_by;
}
void take(row& r, const account_invited&, const stamp& at) {
    if (r.state == account_state::created) r.state = account_state::invited;
    r.invited_at = at.at;
}
void take(row& r, const account_activated&, const stamp& at) {
    r.state = account_state::active;
    r.activated_at = at.at;
}
void take(row& r, const account_deactivated&, const stamp& at) {
    r.state = account_state::deactivated;
    r.deactivated_at = at.at;
}
void take(row& r, const account_role_added& e, const stamp&) {
    if (std::find(r.roles.begin(), r.roles.end(), e.role) == r.roles.end()) r.roles.push_back(e.role);
}
void take(row& r, const account_role_removed& e, const stamp&) { std::erase(r.roles, e.role); }
void take(row& r, const account_organisation_joined& e, const stamp&) { r.organisation = e.organisation; }
void take(row& r, const account_organisation_left& e, const stamp&) {
    if (r.organisation != e.organisation) return;
    r.organisation.reset();
    r.supervisor.reset();  // a supervisor is one of the organisation's
}
void take(row& r, const account_supervisor_set& e, const stamp&) { r.supervisor = e.supervisor; }
void take(row& r, const account_identity_updated& e, const stamp& at) {
    r.identity = keep(e, &account_identity_updated::identity, at);
}
void take(row& r, const account_contact_updated& e, const stamp& at) {
    r.contact = keep(e, &account_contact_updated::contact, at);
}
void take(row& r, const account_professional_updated& e, const stamp& at) {
    r.professional = keep(e, &account_professional_updated::professional, at);
}
void take(row& r, const account_credentials_changed&, const stamp& at) { r.credentials_changed_at = at.at; }
void take(row&, const account_session_revoked&, const stamp&) {}  // sessions are the credential store's
void take(row& r, const account_signed_in&, const stamp& at) { r.signed_in_at = at.at; }
void take(row& r, const account_preferences_set& e, const stamp&) {
    r.language = e.language;
    r.notifications = e.notifications;
}

}  // namespace

template <class Event>
void accounts::on(row& r, const Event& e, const stamp& at) {
    take(r, e, at);
    tally(r.seen, Event::in, at.at);
}

void accounts::entries(const row& r, entry_sink& put) {
    const bytes state(1, static_cast<char>(r.state));
    for (const auto& role : r.roles) {
        put(std::move(of_role(role) << r.created_at), state);
        if (r.organisation) put(of_organisation(*r.organisation, role), state);
    }
    if (r.roles.empty()) put(std::move(of_role("") << r.created_at), state);
    if (r.supervisor) put(of_supervisor(*r.supervisor), state);
}

template std::unique_ptr<fold> make_fold<accounts>();
template expected<std::optional<versioned_row<accounts>>> read_row<accounts>(const table_snapshot&, const id128&);
template expected<std::vector<std::optional<versioned_row<accounts>>>> read_rows<accounts>(const table_snapshot&,
                                                                                           std::span<const id128>);

}  // namespace parcours
