// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/values/person.hpp"

// How an account comes about and ends, its roles and where it belongs.
namespace parcours {

// NOTE: `name`, `version` and the field names are the stored format.
struct account_registered {
    std::vector<std::string> roles;
    std::optional<organisation_id> organisation;
    personal<person_identity> identity;
    personal<person_contact> contact;
    std::optional<personal<professional_profile>> professional;

    static constexpr std::string_view name = "account_registered";
    static constexpr int version = 1;
    static constexpr group in = group::account;
    static constexpr std::string_view meaning = "Somebody opens an account for themselves.";
    static constexpr auto fields() {
        using e = account_registered;
        return std::tuple{
            field{"roles", &e::roles, clear::auditor, group::account, "roles of the account"},
            field{"organisation", &e::organisation, clear::auditor, group::account, "which they belong to"},
            field{"identity", &e::identity, under::identity{}, group::identity, "who they are"},
            field{"contact", &e::contact, under::contact{}, group::identity, "how to reach them"},
            field{"professional", &e::professional, under::professional{}, group::directory,
                  "what they show of their office"}};
    }
    static constexpr stream_person subject{};
    bool operator==(const account_registered&) const = default;
};

struct account_created {
    std::vector<std::string> roles;
    std::optional<organisation_id> organisation;
    personal<person_identity> identity;
    personal<person_contact> contact;
    std::optional<personal<professional_profile>> professional;
    person_id created_by;

    static constexpr std::string_view name = "account_created";
    static constexpr int version = 1;
    static constexpr group in = group::account;
    static constexpr std::string_view meaning = "Somebody gets an account, made by another.";
    static constexpr auto fields() {
        using e = account_created;
        return std::tuple{
            field{"roles", &e::roles, clear::auditor, group::account, "roles of the account"},
            field{"organisation", &e::organisation, clear::auditor, group::account, "which they belong to"},
            field{"identity", &e::identity, under::identity{}, group::identity, "who they are"},
            field{"contact", &e::contact, under::contact{}, group::identity, "how to reach them"},
            field{"professional", &e::professional, under::professional{}, group::directory,
                  "what they show of their office"},
            field{"created_by", &e::created_by, clear::auditor, group::account,
                  "the account that made it; empty: the platform"}};
    }
    static constexpr stream_person subject{};
    bool operator==(const account_created&) const = default;
};

struct account_invited {
    person_id by;

    static constexpr std::string_view name = "account_invited";
    static constexpr int version = 1;
    static constexpr group in = group::account;
    static constexpr std::string_view meaning = "A single-use link to activate the account is on its way.";
    static constexpr auto fields() {
        using e = account_invited;
        return std::tuple{
            field{"by", &e::by, clear::auditor, group::account, "the account that did it; empty: the platform"}};
    }
    bool operator==(const account_invited&) const = default;
};

struct account_activated {
    static constexpr std::string_view name = "account_activated";
    static constexpr int version = 1;
    static constexpr group in = group::account;
    static constexpr std::string_view meaning = "The holder chose a password and may sign in.";
    static constexpr auto fields() { return std::tuple{}; }
    bool operator==(const account_activated&) const = default;
};

struct account_deactivated {
    person_id by;

    static constexpr std::string_view name = "account_deactivated";
    static constexpr int version = 1;
    static constexpr group in = group::account;
    static constexpr std::string_view meaning = "Nobody signs in to this account any more.";
    static constexpr auto fields() {
        using e = account_deactivated;
        return std::tuple{
            field{"by", &e::by, clear::auditor, group::account, "the account that did it; empty: the platform"}};
    }
    bool operator==(const account_deactivated&) const = default;
};

struct account_role_added {
    std::string role;
    person_id by;

    static constexpr std::string_view name = "account_role_added";
    static constexpr int version = 1;
    static constexpr group in = group::account;
    static constexpr std::string_view meaning = "The holder may act in one more role.";
    static constexpr auto fields() {
        using e = account_role_added;
        return std::tuple{
            field{"role", &e::role, clear::auditor, group::account, "which"},
            field{"by", &e::by, clear::auditor, group::account, "the account that did it; empty: the platform"}};
    }
    bool operator==(const account_role_added&) const = default;
};

struct account_role_removed {
    std::string role;
    person_id by;

    static constexpr std::string_view name = "account_role_removed";
    static constexpr int version = 1;
    static constexpr group in = group::account;
    static constexpr std::string_view meaning = "The holder may no longer act in this role.";
    static constexpr auto fields() {
        using e = account_role_removed;
        return std::tuple{
            field{"role", &e::role, clear::auditor, group::account, "which"},
            field{"by", &e::by, clear::auditor, group::account, "the account that did it; empty: the platform"}};
    }
    bool operator==(const account_role_removed&) const = default;
};

struct account_organisation_joined {
    organisation_id organisation;
    person_id by;

    static constexpr std::string_view name = "account_organisation_joined";
    static constexpr int version = 1;
    static constexpr group in = group::account;
    static constexpr std::string_view meaning = "The holder belongs to an organisation from now on.";
    static constexpr auto fields() {
        using e = account_organisation_joined;
        return std::tuple{
            field{"organisation", &e::organisation, clear::auditor, group::account, "which"},
            field{"by", &e::by, clear::auditor, group::account, "the account that did it; empty: the platform"}};
    }
    bool operator==(const account_organisation_joined&) const = default;
};

struct account_organisation_left {
    organisation_id organisation;
    person_id by;

    static constexpr std::string_view name = "account_organisation_left";
    static constexpr int version = 1;
    static constexpr group in = group::account;
    static constexpr std::string_view meaning = "The holder no longer belongs to the organisation.";
    static constexpr auto fields() {
        using e = account_organisation_left;
        return std::tuple{
            field{"organisation", &e::organisation, clear::auditor, group::account, "which"},
            field{"by", &e::by, clear::auditor, group::account, "the account that did it; empty: the platform"}};
    }
    bool operator==(const account_organisation_left&) const = default;
};

struct account_supervisor_set {
    std::optional<person_id> supervisor;
    person_id by;

    static constexpr std::string_view name = "account_supervisor_set";
    static constexpr int version = 1;
    static constexpr group in = group::account;
    static constexpr std::string_view meaning = "The holder reports to this supervisor.";
    static constexpr auto fields() {
        using e = account_supervisor_set;
        return std::tuple{
            field{"supervisor", &e::supervisor, clear::auditor, group::account,
                  "absent: to every supervisor of the organisation"},
            field{"by", &e::by, clear::auditor, group::account, "the account that did it; empty: the platform"}};
    }
    bool operator==(const account_supervisor_set&) const = default;
};

}  // namespace parcours
