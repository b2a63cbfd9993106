// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "commands/command.hpp"
#include "commands/fact_needs.hpp"
#include "commands/field_fault.hpp"
#include "commands/handler.hpp"
#include "events/streams/account.hpp"

// The commands by which an account comes about (domain.md, "account").
namespace parcours {

// Names, addresses and what people show of their office are short.
inline constexpr limits personal_text{200, false, 20, 0, 0, true};
inline constexpr limits office_text{2000, false, 20, 0, 0};

struct register_account {
    std::string role;
    personal<person_identity> identity;
    personal<person_contact> contact;
    std::optional<personal<professional_profile>> professional;

    static constexpr std::string_view name = "account.register";
    static constexpr std::string_view meaning = "Opens an account for oneself, where the charter lets the role do so.";
    static constexpr auto inputs() {
        using c = register_account;
        return std::tuple{input{"role", &c::role, mandatory_short_text, "a role that registers itself"},
                          input{"identity", &c::identity, personal_text, "who they are"},
                          input{"contact", &c::contact, personal_text, "how to reach them"},
                          input{"professional", &c::professional, office_text, "what they show of their office"}};
    }
    static constexpr makes_id<person_id> makes{"account"};
    void check(const charter& terms, const actor& by, field_faults& faults) const;
    void needs(fact_needs& wanted, const id128& made) const;
    std::vector<std::unique_ptr<command_step>> further_steps(const actor& by, const id128& made) const;
};

struct create_account {
    std::string role;
    std::optional<organisation_id> organisation;
    personal<person_identity> identity;
    personal<person_contact> contact;
    std::optional<personal<professional_profile>> professional;
    std::optional<person_id> companion;
    std::optional<organisation_id> school;

    static constexpr std::string_view name = "account.create";
    static constexpr std::string_view meaning =
        "Makes an account for somebody; a candidate's comes with a file and a companion.";
    static constexpr auto inputs() {
        using c = create_account;
        return std::tuple{
            input{"role", &c::role, mandatory_short_text, "a role that the actor's role creates"},
            input{"organisation", &c::organisation, "which they belong to; absent: the actor's, where it must be"},
            input{"identity", &c::identity, personal_text, "who they are"},
            input{"contact", &c::contact, personal_text, "how to reach them"},
            input{"professional", &c::professional, office_text, "what they show of their office"},
            input{"companion", &c::companion,
                  "of a candidate: who accompanies them; absent: the actor, if a companion"},
            input{"school", &c::school, "of a candidate: where they learn"}};
    }
    static constexpr makes_id<person_id> makes{"account"};
    void check(const charter& terms, const actor& by, field_faults& faults) const;
    void needs(fact_needs& wanted, const id128& made) const;
    std::vector<std::unique_ptr<command_step>> further_steps(const actor& by, const id128& made) const;
};

struct invite_account {
    person_id account;

    static constexpr std::string_view name = "account.invite";
    static constexpr std::string_view meaning = "Sends the holder a link by which they choose a password.";
    static constexpr auto inputs() {
        using c = invite_account;
        return std::tuple{input{"account", &c::account, "one that was not activated yet"}};
    }
    static constexpr auto target = &invite_account::account;
};

struct activate_account {
    person_id account;

    static constexpr std::string_view name = "account.activate";
    static constexpr std::string_view meaning = "The holder followed the link and chose a password.";
    static constexpr issued_by by = issued_by::system;
    static constexpr auto inputs() {
        using c = activate_account;
        return std::tuple{input{"account", &c::account, "whose link was followed"}};
    }
    static constexpr auto target = &activate_account::account;
};

struct deactivate_account {
    person_id account;

    static constexpr std::string_view name = "account.deactivate";
    static constexpr std::string_view meaning = "Lets nobody sign in to the account any more.";
    static constexpr auto inputs() {
        using c = deactivate_account;
        return std::tuple{input{"account", &c::account, "not one's own"}};
    }
    static constexpr auto target = &deactivate_account::account;
    static constexpr bool ends = true;
};

}  // namespace parcours
