// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "commands/command.hpp"
#include "commands/decider.hpp"
#include "commands/fact_needs.hpp"
#include "commands/field_fault.hpp"
#include "commands/handler.hpp"
#include "events/streams/organisation.hpp"

// Companies, schools, partners and regions, and what they show of themselves (domain.md, "organisation").
namespace parcours {

struct register_organisation {
    organisation_kind kind = organisation_kind::company;
    std::optional<std::string> siret;
    std::string name_;
    std::optional<std::string> sector;
    std::optional<organisation_size> size;
    std::optional<bool> start_up;
    std::optional<std::string> description;
    std::optional<std::string> website;
    std::optional<std::string> place;

    static constexpr std::string_view name = "organisation.register";
    static constexpr std::string_view meaning =
        "Makes an organisation take part; a recruiter who registers one belongs to it.";
    static constexpr auto inputs() {
        using c = register_organisation;
        return std::tuple{input{"kind", &c::kind, "what it is"},
                          input{"siret", &c::siret, "14 digits, where it has one"},
                          input{"name", &c::name_, mandatory_line_text, "as it calls itself"},
                          input{"sector", &c::sector, line_text, "NAF code or words"},
                          input{"size", &c::size, "class of enterprise"},
                          input{"start_up", &c::start_up, "whether it is one; absent: it is not"},
                          input{"description", &c::description, long_text, "what its page says"},
                          input{"website", &c::website, line_text, "address of its site"},
                          input{"place", &c::place, short_text, "where it is"}};
    }
    static constexpr makes_id<organisation_id> makes{"organisation"};
    void check(const charter& terms, const actor& by, field_faults& faults) const;
    void needs(fact_needs& wanted, const id128& made) const;
    std::optional<route_number> route(const actor& by) const;
    std::vector<std::unique_ptr<command_step>> further_steps(const actor& by, const id128& made) const;
};

struct update_organisation_profile {
    organisation_id organisation;
    std::string name_;
    std::optional<std::string> sector;
    std::optional<organisation_size> size;
    std::optional<bool> start_up;
    std::optional<std::string> description;
    std::optional<std::string> website;
    std::optional<std::string> place;

    static constexpr std::string_view name = "organisation.update_profile";
    static constexpr std::string_view meaning = "Writes anew all that the organisation shows of itself.";
    static constexpr auto inputs() {
        using c = update_organisation_profile;
        return std::tuple{input{"organisation", &c::organisation, "which"},
                          input{"name", &c::name_, mandatory_line_text, "as it calls itself"},
                          input{"sector", &c::sector, line_text, "NAF code or words"},
                          input{"size", &c::size, "class of enterprise"},
                          input{"start_up", &c::start_up, "whether it is one; absent: it is not"},
                          input{"description", &c::description, long_text, "what its page says"},
                          input{"website", &c::website, line_text, "address of its site"},
                          input{"place", &c::place, short_text, "where it is"}};
    }
    static constexpr auto target = &update_organisation_profile::organisation;
    void check(const charter& terms, const actor& by, field_faults& faults) const;
};

struct open_organisation_spontaneous {
    organisation_id organisation;

    static constexpr std::string_view name = "organisation.open_spontaneous";
    static constexpr std::string_view meaning = "Takes spontaneous applications from now on.";
    static constexpr auto inputs() {
        using c = open_organisation_spontaneous;
        return std::tuple{input{"organisation", &c::organisation, "which"}};
    }
    static constexpr auto target = &open_organisation_spontaneous::organisation;
};

struct close_organisation_spontaneous {
    organisation_id organisation;

    static constexpr std::string_view name = "organisation.close_spontaneous";
    static constexpr std::string_view meaning = "Takes no spontaneous applications any more.";
    static constexpr auto inputs() {
        using c = close_organisation_spontaneous;
        return std::tuple{input{"organisation", &c::organisation, "which"}};
    }
    static constexpr auto target = &close_organisation_spontaneous::organisation;
    static constexpr bool ends = true;
};

enum class organisation_rejection : std::uint8_t {
    wrong_state,
    siret_taken,
    already_member,           // a recruiter registers an organisation who has none
    spontaneous_not_offered,  // by this charter
};
constexpr auto names_of(organisation_rejection) {
    using enum organisation_rejection;
    return std::array{named{wrong_state, "wrong_state"}, named{siret_taken, "siret_taken"},
                      named{already_member, "already_member"},
                      named{spontaneous_not_offered, "spontaneous_not_offered"}};
}

struct organisation {
    using stream = organisation_stream;
    using rejection = organisation_rejection;
    using command = std::variant<register_organisation, update_organisation_profile, open_organisation_spontaneous,
                                 close_organisation_spontaneous>;
    static constexpr std::array impossible{rejection::wrong_state, rejection::spontaneous_not_offered};

    struct none {
        bool operator==(const none&) const = default;
    };
    struct registered {
        organisation_profile_updated profile;  // as it is shown now; `by` is empty
        bool takes_spontaneous = false;
        bool operator==(const registered&) const = default;
    };
    using state = std::variant<none, registered>;

    static state initial() { return none{}; }
    static state evolve(state before, const stream::event& happened, const stamp& at);
    static decision<stream::event, rejection> decide(const state& now, const command& asked, const facts& known);
    static std::size_t size_in_bytes(const state& now);
};
static_assert(decider<organisation>);

}  // namespace parcours
