// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/streams/sponsorship/context.hpp"

// What the organisation answers to a request, and what follows.
namespace parcours {

// NOTE: `name`, `version` and the field names are the stored format.
struct sponsorship_accepted {
    person_id candidate;
    organisation_id organisation;
    person_id sponsor;
    std::optional<personal<std::string>> message;

    static constexpr std::string_view name = "sponsorship_accepted";
    static constexpr int version = 1;
    static constexpr group in = group::sponsorship;
    static constexpr std::string_view meaning = "The organisation accepts, and names a sponsor.";
    static constexpr auto fields() {
        using e = sponsorship_accepted;
        return std::tuple_cat(
            sponsorship_context<e>(),
            std::tuple{
                field{"sponsor", &e::sponsor, clear::public_, group::sponsorship, "a recruiter of the organisation"},
                field{"message", &e::message, under::application{}, group::sponsorship, "what it writes with it"}});
    }
    static constexpr auto subject = &sponsorship_accepted::candidate;
    bool operator==(const sponsorship_accepted&) const = default;
};

struct sponsorship_refused {
    person_id candidate;
    organisation_id organisation;
    std::optional<std::string> reason_code;
    personal<std::string> comment;

    static constexpr std::string_view name = "sponsorship_refused";
    static constexpr int version = 1;
    static constexpr group in = group::sponsorship;
    static constexpr std::string_view meaning = "The organisation refuses the request.";
    static constexpr auto fields() {
        using e = sponsorship_refused;
        return std::tuple_cat(
            sponsorship_context<e>(),
            std::tuple{field{"reason_code", &e::reason_code, clear::public_, group::outcome_message,
                             "a refusal code of the charter"},
                       field{"comment", &e::comment, under::application{}, group::outcome_message, "why, in words"}});
    }
    static constexpr auto subject = &sponsorship_refused::candidate;
    bool operator==(const sponsorship_refused&) const = default;
};

struct sponsorship_sponsor_reassigned {
    person_id candidate;
    organisation_id organisation;
    person_id sponsor;

    static constexpr std::string_view name = "sponsorship_sponsor_reassigned";
    static constexpr int version = 1;
    static constexpr group in = group::sponsorship;
    static constexpr std::string_view meaning = "Another recruiter of the organisation is the sponsor.";
    static constexpr auto fields() {
        using e = sponsorship_sponsor_reassigned;
        return std::tuple_cat(sponsorship_context<e>(),
                              std::tuple{field{"sponsor", &e::sponsor, clear::public_, group::sponsorship,
                                               "a recruiter of the organisation"}});
    }
    bool operator==(const sponsorship_sponsor_reassigned&) const = default;
};

struct sponsorship_ended {
    person_id candidate;
    organisation_id organisation;
    std::optional<personal<std::string>> reason;

    static constexpr std::string_view name = "sponsorship_ended";
    static constexpr int version = 1;
    static constexpr group in = group::sponsorship;
    static constexpr std::string_view meaning = "The sponsorship is over.";
    static constexpr auto fields() {
        using e = sponsorship_ended;
        return std::tuple_cat(sponsorship_context<e>(),
                              std::tuple{field{"reason", &e::reason, under::application{}, group::sponsorship, "why"}});
    }
    static constexpr auto subject = &sponsorship_ended::candidate;
    bool operator==(const sponsorship_ended&) const = default;
};

}  // namespace parcours
