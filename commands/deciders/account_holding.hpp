// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/command.hpp"
#include "commands/deciders/account_making.hpp"

// What becomes of an account that is there (domain.md, "account").
namespace parcours {

namespace id_kinds {
struct session {
    static constexpr std::string_view prefix = "session";
};
}  // namespace id_kinds
using session_id = typed_id<id_kinds::session>;

struct update_account_identity {
    person_id account;
    std::optional<personal<person_identity>> identity;
    std::optional<personal<professional_profile>> professional;

    static constexpr std::string_view name = "account.update_identity";
    static constexpr std::string_view meaning = "Corrects names, birth date, or what the holder shows of their office.";
    static constexpr auto inputs() {
        using c = update_account_identity;
        return std::tuple{
            input{"account", &c::account, "whose"},
            input{"identity", &c::identity, personal_text, "who they are; absent: as before"},
            input{"professional", &c::professional, office_text, "what they show of their office; absent: as before"}};
    }
    static constexpr auto target = &update_account_identity::account;
    void check(const charter& terms, const actor& by, field_faults& faults) const;
};

// Issued by the program once the holder has proven the new address.
struct update_account_contact {
    person_id account;
    personal<person_contact> contact;

    static constexpr std::string_view name = "account.update_contact";
    static constexpr std::string_view meaning = "The holder is reached by another, proven address from now on.";
    static constexpr issued_by by = issued_by::system;
    static constexpr auto inputs() {
        using c = update_account_contact;
        return std::tuple{input{"account", &c::account, "whose"},
                          input{"contact", &c::contact, personal_text, "how to reach them"}};
    }
    static constexpr auto target = &update_account_contact::account;
    void check(const charter& terms, const actor& by, field_faults& faults) const;
    void needs(fact_needs& wanted, const id128& made) const;
};

struct change_account_credentials {
    person_id account;
    credential_change change = credential_change::changed;

    static constexpr std::string_view name = "account.change_credentials";
    static constexpr std::string_view meaning = "The password is another one; older sessions are closed.";
    static constexpr issued_by by = issued_by::system;
    static constexpr auto inputs() {
        using c = change_account_credentials;
        return std::tuple{input{"account", &c::account, "whose"}, input{"change", &c::change, "how it came about"}};
    }
    static constexpr auto target = &change_account_credentials::account;
};

struct revoke_account_session {
    person_id account;
    std::optional<session_id> session;

    static constexpr std::string_view name = "account.revoke_session";
    static constexpr std::string_view meaning = "Closes a session before its time.";
    static constexpr auto inputs() {
        using c = revoke_account_session;
        return std::tuple{input{"account", &c::account, "whose"}, input{"session", &c::session, "which; absent: all"}};
    }
    static constexpr auto target = &revoke_account_session::account;
};

struct record_account_sign_in {
    person_id account;
    std::string role;

    static constexpr std::string_view name = "account.record_sign_in";
    static constexpr std::string_view meaning = "The holder signed in: once a day, for the retention clock.";
    static constexpr issued_by by = issued_by::system;
    static constexpr auto inputs() {
        using c = record_account_sign_in;
        return std::tuple{input{"account", &c::account, "whose"},
                          input{"role", &c::role, mandatory_short_text, "which they entered"}};
    }
    static constexpr auto target = &record_account_sign_in::account;
};

struct join_organisation {
    person_id account;
    organisation_id organisation;

    static constexpr std::string_view name = "account.join_organisation";
    static constexpr std::string_view meaning = "Makes the holder belong to an organisation.";
    static constexpr auto inputs() {
        using c = join_organisation;
        return std::tuple{input{"account", &c::account, "whose"}, input{"organisation", &c::organisation, "which"}};
    }
    static constexpr auto target = &join_organisation::account;
    void needs(fact_needs& wanted, const id128&) const { wanted.organisation = organisation; }
};

// The part of an organisation's registration that makes its founder belong to it.
struct join_founded_organisation {
    person_id account;
    organisation_id organisation;

    static constexpr std::string_view name = "account.join_founded_organisation";
    static constexpr std::string_view meaning = "Makes who registers an organisation belong to it.";
    static constexpr issued_by by = issued_by::step;
    static constexpr auto inputs() {
        using c = join_founded_organisation;
        return std::tuple{input{"account", &c::account, "whose"}, input{"organisation", &c::organisation, "which"}};
    }
    static constexpr auto target = &join_founded_organisation::account;
};

struct leave_organisation {
    person_id account;
    organisation_id organisation;

    static constexpr std::string_view name = "account.leave_organisation";
    static constexpr std::string_view meaning = "Makes the holder belong to the organisation no more.";
    static constexpr auto inputs() {
        using c = leave_organisation;
        return std::tuple{input{"account", &c::account, "whose"}, input{"organisation", &c::organisation, "which"}};
    }
    static constexpr auto target = &leave_organisation::account;
    static constexpr bool ends = true;
};

struct set_account_supervisor {
    person_id account;
    std::optional<person_id> supervisor;

    static constexpr std::string_view name = "account.set_supervisor";
    static constexpr std::string_view meaning = "Says to which supervisor of its organisation a companion reports.";
    static constexpr auto inputs() {
        using c = set_account_supervisor;
        return std::tuple{input{"account", &c::account, "a companion's"},
                          input{"supervisor", &c::supervisor, "absent: every supervisor of the organisation"}};
    }
    static constexpr auto target = &set_account_supervisor::account;
    void needs(fact_needs& wanted, const id128&) const { wanted.other = supervisor; }
};

struct set_account_preferences {
    person_id account;
    std::optional<std::string> language;
    std::vector<notification_preference> notifications;

    static constexpr std::string_view name = "account.set_preferences";
    static constexpr std::string_view meaning = "Chooses language and notifications.";
    static constexpr auto inputs() {
        using c = set_account_preferences;
        return std::tuple{input{"account", &c::account, "one's own"},
                          input{"language", &c::language, short_text, "of the charter; absent: as the browser asks"},
                          input{"notifications", &c::notifications, "where they differ from the charter"}};
    }
    static constexpr auto target = &set_account_preferences::account;
    void check(const charter& terms, const actor& by, field_faults& faults) const;
};

}  // namespace parcours
