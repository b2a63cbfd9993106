// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/declaration.hpp"

// Companies, schools, partners and regions.
namespace parcours {

// What an organisation is to the platform. NOTE: the numbers and names are the stored format.
enum class organisation_kind : std::uint8_t { company = 1, school = 2, partner = 3, region = 4 };
constexpr auto names_of(organisation_kind) {
    using enum organisation_kind;
    return std::array{named{company, "company"}, named{school, "school"}, named{partner, "partner"},
                      named{region, "region"}};
}

// By the French law's four classes of enterprises (décret 2008-1354). NOTE: the numbers and names are the stored format.
enum class organisation_size : std::uint8_t { very_small = 1, small_medium = 2, intermediate = 3, large = 4 };
constexpr auto names_of(organisation_size) {
    using enum organisation_size;
    return std::array{named{very_small, "very_small"}, named{small_medium, "small_medium"},
                      named{intermediate, "intermediate"}, named{large, "large"}};
}

// NOTE: `name`, `version` and the field names are the stored format.
struct organisation_registered {
    organisation_kind kind = organisation_kind::company;
    std::optional<std::string> siret;
    std::string name_;
    std::optional<std::string> sector;
    std::optional<organisation_size> size;
    bool start_up = false;
    std::optional<std::string> description;
    std::optional<std::string> website;
    std::optional<std::string> place;
    person_id by;

    static constexpr std::string_view name = "organisation_registered";
    static constexpr int version = 1;
    static constexpr group in = group::offers;
    static constexpr std::string_view meaning = "An organisation takes part from now on.";
    static constexpr auto fields() {
        using e = organisation_registered;
        return std::tuple{field{"kind", &e::kind, clear::public_, group::offers, "what it is"},
                          field{"siret", &e::siret, clear::public_, group::offers, "14 digits, where it has one"},
                          field{"name", &e::name_, clear::public_, group::offers, "as it calls itself"},
                          field{"sector", &e::sector, clear::public_, group::offers, "NAF code or words"},
                          field{"size", &e::size, clear::public_, group::offers, "class of enterprise"},
                          field{"start_up", &e::start_up, clear::public_, group::offers, "whether it is one"},
                          field{"description", &e::description, clear::public_, group::offers, "what its page says"},
                          field{"website", &e::website, clear::public_, group::offers, "address of its site"},
                          field{"place", &e::place, clear::public_, group::offers, "where it is"},
                          field{"by", &e::by, clear::auditor, group::offers, "the account that registered it"}};
    }
    bool operator==(const organisation_registered&) const = default;
};

struct organisation_profile_updated {
    std::string name_;
    std::optional<std::string> sector;
    std::optional<organisation_size> size;
    bool start_up = false;
    std::optional<std::string> description;
    std::optional<std::string> website;
    std::optional<std::string> place;
    person_id by;

    static constexpr std::string_view name = "organisation_profile_updated";
    static constexpr int version = 1;
    static constexpr group in = group::offers;
    static constexpr std::string_view meaning = "What the organisation shows of itself is this from now on.";
    static constexpr auto fields() {
        using e = organisation_profile_updated;
        return std::tuple{field{"name", &e::name_, clear::public_, group::offers, "as it calls itself"},
                          field{"sector", &e::sector, clear::public_, group::offers, "NAF code or words"},
                          field{"size", &e::size, clear::public_, group::offers, "class of enterprise"},
                          field{"start_up", &e::start_up, clear::public_, group::offers, "whether it is one"},
                          field{"description", &e::description, clear::public_, group::offers, "what its page says"},
                          field{"website", &e::website, clear::public_, group::offers, "address of its site"},
                          field{"place", &e::place, clear::public_, group::offers, "where it is"},
                          field{"by", &e::by, clear::auditor, group::offers, "the account that wrote it"}};
    }
    bool operator==(const organisation_profile_updated&) const = default;
};

struct organisation_spontaneous_opened {
    person_id by;

    static constexpr std::string_view name = "organisation_spontaneous_opened";
    static constexpr int version = 1;
    static constexpr group in = group::offers;
    static constexpr std::string_view meaning = "The organisation takes spontaneous applications.";
    static constexpr auto fields() {
        using e = organisation_spontaneous_opened;
        return std::tuple{field{"by", &e::by, clear::auditor, group::offers, "the account that said so"}};
    }
    bool operator==(const organisation_spontaneous_opened&) const = default;
};

struct organisation_spontaneous_closed {
    person_id by;

    static constexpr std::string_view name = "organisation_spontaneous_closed";
    static constexpr int version = 1;
    static constexpr group in = group::offers;
    static constexpr std::string_view meaning = "The organisation takes no spontaneous applications any more.";
    static constexpr auto fields() {
        using e = organisation_spontaneous_closed;
        return std::tuple{field{"by", &e::by, clear::auditor, group::offers, "the account that said so"}};
    }
    bool operator==(const organisation_spontaneous_closed&) const = default;
};

struct organisation_stream {
    static constexpr stream_kind kind = stream_kind::organisation;
    using id = organisation_id;
    using event = std::variant<organisation_registered, organisation_profile_updated, organisation_spontaneous_opened,
                               organisation_spontaneous_closed>;
    using superseded = type_list<>;
};
static_assert(stream_family<organisation_stream>);

}  // namespace parcours
