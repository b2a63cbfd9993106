// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/values/contract.hpp"
#include "events/values/person.hpp"

// An offer of an organisation; it lives on the organisation's route.
namespace parcours {

// Why an offer takes no more applications. NOTE: the numbers and names are the stored format.
enum class offer_close_reason : std::uint8_t { filled = 1, withdrawn = 2, expired = 3, other = 4 };
constexpr auto names_of(offer_close_reason) {
    using enum offer_close_reason;
    return std::array{named{filled, "filled"}, named{withdrawn, "withdrawn"}, named{expired, "expired"},
                      named{other, "other"}};
}

// NOTE: `name`, `version` and the field names are the stored format.
struct offer_drafted {
    organisation_id organisation;
    person_id author;
    std::string title;
    std::string description;
    std::optional<std::string> rome;
    contract_kind contract = contract_kind::other;
    std::optional<std::string> place;
    std::optional<calendar_day> closes_on;
    std::optional<personal<offer_contact>> contact;

    static constexpr std::string_view name = "offer_drafted";
    static constexpr int version = 1;
    static constexpr group in = group::offers;
    static constexpr std::string_view meaning = "An offer is being written; nobody outside sees it.";
    static constexpr auto fields() {
        using e = offer_drafted;
        return std::tuple{field{"organisation", &e::organisation, clear::public_, group::offers, "whose offer"},
                          field{"author", &e::author, clear::auditor, group::offers,
                                "the account that wrote it, whose keys seal the contact"},
                          field{"title", &e::title, clear::public_, group::offers, "what it is for"},
                          field{"description", &e::description, clear::public_, group::offers, "what it is about"},
                          field{"rome", &e::rome, clear::public_, group::offers, "ROME code of the occupation"},
                          field{"contract", &e::contract, clear::public_, group::offers, "what it leads to"},
                          field{"place", &e::place, clear::public_, group::offers, "where the work is"},
                          field{"closes_on", &e::closes_on, clear::public_, group::offers, "last day to apply"},
                          field{"contact", &e::contact, under::professional{}, group::offers, "whom to ask"}};
    }
    static constexpr auto subject = &offer_drafted::author;
    bool operator==(const offer_drafted&) const = default;
};

struct offer_published {
    organisation_id organisation;
    person_id author;
    std::string title;
    std::string description;
    std::optional<std::string> rome;
    contract_kind contract = contract_kind::other;
    std::optional<std::string> place;
    std::optional<calendar_day> closes_on;
    std::optional<personal<offer_contact>> contact;

    static constexpr std::string_view name = "offer_published";
    static constexpr int version = 1;
    static constexpr group in = group::offers;
    static constexpr std::string_view meaning = "The offer takes applications.";
    static constexpr auto fields() {
        using e = offer_published;
        return std::tuple{field{"organisation", &e::organisation, clear::public_, group::offers, "whose offer"},
                          field{"author", &e::author, clear::auditor, group::offers,
                                "the account that wrote it, whose keys seal the contact"},
                          field{"title", &e::title, clear::public_, group::offers, "what it is for"},
                          field{"description", &e::description, clear::public_, group::offers, "what it is about"},
                          field{"rome", &e::rome, clear::public_, group::offers, "ROME code of the occupation"},
                          field{"contract", &e::contract, clear::public_, group::offers, "what it leads to"},
                          field{"place", &e::place, clear::public_, group::offers, "where the work is"},
                          field{"closes_on", &e::closes_on, clear::public_, group::offers, "last day to apply"},
                          field{"contact", &e::contact, under::professional{}, group::offers, "whom to ask"}};
    }
    static constexpr auto subject = &offer_published::author;
    bool operator==(const offer_published&) const = default;
};

struct offer_updated {
    organisation_id organisation;
    person_id author;
    std::string title;
    std::string description;
    std::optional<std::string> rome;
    contract_kind contract = contract_kind::other;
    std::optional<std::string> place;
    std::optional<calendar_day> closes_on;
    std::optional<personal<offer_contact>> contact;

    static constexpr std::string_view name = "offer_updated";
    static constexpr int version = 1;
    static constexpr group in = group::offers;
    static constexpr std::string_view meaning = "What the offer says is this from now on.";
    static constexpr auto fields() {
        using e = offer_updated;
        return std::tuple{field{"organisation", &e::organisation, clear::public_, group::offers, "whose offer"},
                          field{"author", &e::author, clear::auditor, group::offers,
                                "the account that wrote it, whose keys seal the contact"},
                          field{"title", &e::title, clear::public_, group::offers, "what it is for"},
                          field{"description", &e::description, clear::public_, group::offers, "what it is about"},
                          field{"rome", &e::rome, clear::public_, group::offers, "ROME code of the occupation"},
                          field{"contract", &e::contract, clear::public_, group::offers, "what it leads to"},
                          field{"place", &e::place, clear::public_, group::offers, "where the work is"},
                          field{"closes_on", &e::closes_on, clear::public_, group::offers, "last day to apply"},
                          field{"contact", &e::contact, under::professional{}, group::offers, "whom to ask"}};
    }
    static constexpr auto subject = &offer_updated::author;
    bool operator==(const offer_updated&) const = default;
};

struct offer_closed {
    organisation_id organisation;
    offer_close_reason reason = offer_close_reason::other;
    person_id by;

    static constexpr std::string_view name = "offer_closed";
    static constexpr int version = 1;
    static constexpr group in = group::offers;
    static constexpr std::string_view meaning = "The offer takes no more applications.";
    static constexpr auto fields() {
        using e = offer_closed;
        return std::tuple{
            field{"organisation", &e::organisation, clear::public_, group::offers, "whose offer"},
            field{"reason", &e::reason, clear::public_, group::offers, "why"},
            field{"by", &e::by, clear::auditor, group::offers, "the account that closed it; empty: the platform"}};
    }
    bool operator==(const offer_closed&) const = default;
};

struct offer_reopened {
    organisation_id organisation;
    std::optional<calendar_day> closes_on;
    person_id by;

    static constexpr std::string_view name = "offer_reopened";
    static constexpr int version = 1;
    static constexpr group in = group::offers;
    static constexpr std::string_view meaning = "The offer takes applications again.";
    static constexpr auto fields() {
        using e = offer_reopened;
        return std::tuple{field{"organisation", &e::organisation, clear::public_, group::offers, "whose offer"},
                          field{"closes_on", &e::closes_on, clear::public_, group::offers, "last day to apply"},
                          field{"by", &e::by, clear::auditor, group::offers, "the account that reopened it"}};
    }
    bool operator==(const offer_reopened&) const = default;
};

struct offer_stream {
    static constexpr stream_kind kind = stream_kind::offer;
    using id = offer_id;
    using event = std::variant<offer_drafted, offer_published, offer_updated, offer_closed, offer_reopened>;
    using superseded = type_list<>;
};
static_assert(stream_family<offer_stream>);

}  // namespace parcours
