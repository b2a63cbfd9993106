// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/streams/account.hpp"
#include "projections/folds/event_tally.hpp"
#include "projections/projection.hpp"

namespace parcours {

// NOTE: the numbers and names are the stored format.
enum class account_state : std::uint8_t { created = 1, invited = 2, active = 3, deactivated = 4 };
constexpr auto names_of(account_state) {
    using enum account_state;
    return std::array{named{created, "created"}, named{invited, "invited"}, named{active, "active"},
                      named{deactivated, "deactivated"}};
}

// Who has an account: roles, organisation, supervisor, and what they show of themselves. One of the relations.
struct accounts {
    static constexpr std::string_view name = "accounts";
    static constexpr int version = 3;  // raise to rebuild
    using stream = account_stream;
    using events = handles_all<stream>;

    struct row {
        account_state state = account_state::created;
        std::vector<std::string> roles;  // in the order in which they were given
        std::optional<organisation_id> organisation;
        std::optional<person_id> supervisor;
        person_id created_by;
        instant created_at;
        std::optional<instant> invited_at;
        std::optional<instant> activated_at;
        std::optional<instant> deactivated_at;
        std::optional<instant> signed_in_at;
        std::optional<instant> credentials_changed_at;
        kept_cell identity;
        kept_cell contact;
        kept_cell professional;
        std::optional<std::string> language;
        std::vector<notification_preference> notifications;
        event_tally seen;

        static constexpr auto fields() {
            using e = row;
            return std::tuple{part{"state", &e::state, "whether it can be used"},
                              part{"roles", &e::roles, "in which roles"},
                              part{"organisation", &e::organisation, "which they belong to"},
                              part{"supervisor", &e::supervisor, "whom they report to; absent: nobody was named"},
                              part{"created_by", &e::created_by, "the account that made it; empty: its holder"},
                              part{"created_at", &e::created_at, "when it was made"},
                              part{"invited_at", &e::invited_at, "when the last invitation went out"},
                              part{"activated_at", &e::activated_at, "when it was last activated"},
                              part{"deactivated_at", &e::deactivated_at, "when it was last deactivated"},
                              part{"signed_in_at", &e::signed_in_at, "the last sign-in that was recorded"},
                              part{"credentials_changed_at", &e::credentials_changed_at, "when they last changed"},
                              part{"identity", &e::identity, "who they are, unopened"},
                              part{"contact", &e::contact, "how to reach them, unopened"},
                              part{"professional", &e::professional, "what they show of their office, unopened"},
                              part{"language", &e::language, "absent: as the browser asks"},
                              part{"notifications", &e::notifications, "where they differ from the charter"},
                              part{"seen", &e::seen, "events by group"}};
        }
        bool operator==(const row&) const = default;
    };

    template <class Event>
    static void on(row& r, const Event& e, const stamp& at);

    // Members of an organisation in a role; the value is the account's state.
    static entry_key of_organisation(organisation_id organisation) { return std::move(entry_key('o') << organisation); }
    static entry_key of_organisation(organisation_id organisation, std::string_view role) {
        return std::move(of_organisation(organisation) << role);
    }
    // Who reports to this account.
    static entry_key of_supervisor(person_id supervisor) { return std::move(entry_key('s') << supervisor); }
    // All accounts in a role, oldest first; an account without any role stands under "".
    static entry_key of_role(std::string_view role) { return std::move(entry_key('r') << role); }
    static void entries(const row& r, entry_sink& put);
};
static_assert(projection<accounts> && has_entries<accounts>);

}  // namespace parcours
