// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/values/person.hpp"

// What an account holds, and what its holder does with it.
namespace parcours {

// How a password came to be another one. NOTE: the numbers and names are the stored format.
enum class credential_change : std::uint8_t { chosen = 1, changed = 2, reset = 3 };
constexpr auto names_of(credential_change) {
    using enum credential_change;
    return std::array{named{chosen, "chosen"}, named{changed, "changed"}, named{reset, "reset"}};
}

// Where a notification shows. NOTE: the numbers and names are the stored format.
enum class notification_channel : std::uint8_t { application = 1, email = 2 };
constexpr auto names_of(notification_channel) {
    using enum notification_channel;
    return std::array{named{application, "application"}, named{email, "email"}};
}

// Whether one kind of notification goes to one channel.
struct notification_preference {
    std::string kind;
    notification_channel channel = notification_channel::application;
    bool enabled = true;

    static constexpr auto fields() {
        using e = notification_preference;
        return std::tuple{part{"kind", &e::kind, "a kind of the charter"},
                          part{"channel", &e::channel, "where it shows"},
                          part{"enabled", &e::enabled, "whether it does"}};
    }
    bool operator==(const notification_preference&) const = default;
};

// NOTE: `name`, `version` and the field names are the stored format.
struct account_identity_updated {
    personal<person_identity> identity;
    person_id by;

    static constexpr std::string_view name = "account_identity_updated";
    static constexpr int version = 1;
    static constexpr group in = group::account;
    static constexpr std::string_view meaning = "Names or birth date were corrected.";
    static constexpr auto fields() {
        using e = account_identity_updated;
        return std::tuple{
            field{"identity", &e::identity, under::identity{}, group::identity, "who they are"},
            field{"by", &e::by, clear::auditor, group::account, "the account that did it; empty: the platform"}};
    }
    static constexpr stream_person subject{};
    bool operator==(const account_identity_updated&) const = default;
};

struct account_contact_updated {
    personal<person_contact> contact;
    person_id by;

    static constexpr std::string_view name = "account_contact_updated";
    static constexpr int version = 1;
    static constexpr group in = group::account;
    static constexpr std::string_view meaning = "The address was changed, and proven where it is an e-mail address.";
    static constexpr auto fields() {
        using e = account_contact_updated;
        return std::tuple{
            field{"contact", &e::contact, under::contact{}, group::identity, "how to reach them"},
            field{"by", &e::by, clear::auditor, group::account, "the account that did it; empty: the platform"}};
    }
    static constexpr stream_person subject{};
    bool operator==(const account_contact_updated&) const = default;
};

struct account_professional_updated {
    personal<professional_profile> professional;
    person_id by;

    static constexpr std::string_view name = "account_professional_updated";
    static constexpr int version = 1;
    static constexpr group in = group::directory;
    static constexpr std::string_view meaning = "What the holder shows of their office was changed.";
    static constexpr auto fields() {
        using e = account_professional_updated;
        return std::tuple{
            field{"professional", &e::professional, under::professional{}, group::directory,
                  "what they show of their office"},
            field{"by", &e::by, clear::auditor, group::directory, "the account that did it; empty: the platform"}};
    }
    static constexpr stream_person subject{};
    bool operator==(const account_professional_updated&) const = default;
};

struct account_credentials_changed {
    credential_change change = credential_change::changed;
    person_id by;

    static constexpr std::string_view name = "account_credentials_changed";
    static constexpr int version = 1;
    static constexpr group in = group::account;
    static constexpr std::string_view meaning = "The password is another one; sessions older than this are closed.";
    static constexpr auto fields() {
        using e = account_credentials_changed;
        return std::tuple{
            field{"change", &e::change, clear::auditor, group::account, "how it came about"},
            field{"by", &e::by, clear::auditor, group::account, "the account that did it; empty: the platform"}};
    }
    bool operator==(const account_credentials_changed&) const = default;
};

struct account_session_revoked {
    std::optional<token128> session;
    person_id by;

    static constexpr std::string_view name = "account_session_revoked";
    static constexpr int version = 1;
    static constexpr group in = group::account;
    static constexpr std::string_view meaning = "A session was closed before its time.";
    static constexpr auto fields() {
        using e = account_session_revoked;
        return std::tuple{
            field{"session", &e::session, clear::internal, group::account, "which; absent: all"},
            field{"by", &e::by, clear::auditor, group::account, "the account that did it; empty: the platform"}};
    }
    bool operator==(const account_session_revoked&) const = default;
};

struct account_signed_in {
    std::string role;

    static constexpr std::string_view name = "account_signed_in";
    static constexpr int version = 1;
    static constexpr group in = group::account;
    static constexpr std::string_view meaning = "The holder signed in: told once a day, for the retention clock.";
    static constexpr auto fields() {
        using e = account_signed_in;
        return std::tuple{field{"role", &e::role, clear::auditor, group::account, "which they entered"}};
    }
    bool operator==(const account_signed_in&) const = default;
};

struct account_preferences_set {
    std::optional<std::string> language;
    std::vector<notification_preference> notifications;

    static constexpr std::string_view name = "account_preferences_set";
    static constexpr int version = 1;
    static constexpr group in = group::account;
    static constexpr std::string_view meaning = "The holder chose language and notifications.";
    static constexpr auto fields() {
        using e = account_preferences_set;
        return std::tuple{
            field{"language", &e::language, clear::internal, group::account, "fr or en; absent: as the browser asks"},
            field{"notifications", &e::notifications, clear::internal, group::account,
                  "where they differ from the charter"}};
    }
    bool operator==(const account_preferences_set&) const = default;
};

}  // namespace parcours
