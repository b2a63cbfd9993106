// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/streams/application/context.hpp"

// What people write beside an application.
namespace parcours {

// NOTE: `name`, `version` and the field names are the stored format.
struct followup_posted {
    person_id candidate;
    organisation_id organisation;
    std::optional<offer_id> offer;
    message_id message;
    person_id author;
    personal<std::string> text;

    static constexpr std::string_view name = "followup_posted";
    static constexpr int version = 1;
    static constexpr group in = group::followup;
    static constexpr std::string_view meaning = "A message between candidate, companions and supervisors.";
    static constexpr auto fields() {
        using e = followup_posted;
        return std::tuple_cat(
            application_context<e>(),
            std::tuple{field{"message", &e::message, clear::auditor, group::followup, "which"},
                       field{"author", &e::author, clear::auditor, group::followup, "the account that wrote it"},
                       field{"text", &e::text, under::alone<under::followup>{}, group::followup,
                             "never seen by the recruiter"}});
    }
    static constexpr auto subject = &followup_posted::candidate;
    bool operator==(const followup_posted&) const = default;
};

struct exchange_posted {
    person_id candidate;
    organisation_id organisation;
    std::optional<offer_id> offer;
    message_id message;
    person_id author;
    personal<std::string> text;

    static constexpr std::string_view name = "exchange_posted";
    static constexpr int version = 1;
    static constexpr group in = group::exchange;
    static constexpr std::string_view meaning = "A message between candidate and recruiters.";
    static constexpr auto fields() {
        using e = exchange_posted;
        return std::tuple_cat(
            application_context<e>(),
            std::tuple{field{"message", &e::message, clear::auditor, group::exchange, "which"},
                       field{"author", &e::author, clear::auditor, group::exchange, "the account that wrote it"},
                       field{"text", &e::text, under::application{}, group::exchange, "what they write"}});
    }
    static constexpr auto subject = &exchange_posted::candidate;
    bool operator==(const exchange_posted&) const = default;
};

struct private_note_written {
    person_id candidate;
    organisation_id organisation;
    std::optional<offer_id> offer;
    message_id message;
    person_id author;
    personal<std::string> text;

    static constexpr std::string_view name = "private_note_written";
    static constexpr int version = 1;
    static constexpr group in = group::private_note;
    static constexpr std::string_view meaning = "A note for the recruiters of the organisation.";
    static constexpr auto fields() {
        using e = private_note_written;
        return std::tuple_cat(
            application_context<e>(),
            std::tuple{field{"message", &e::message, clear::auditor, group::private_note, "which"},
                       field{"author", &e::author, clear::auditor, group::private_note, "the account that wrote it"},
                       field{"text", &e::text, under::alone<under::application>{}, group::private_note,
                             "given to the candidate in an answer under article 15 alone"}});
    }
    static constexpr auto subject = &private_note_written::candidate;
    bool operator==(const private_note_written&) const = default;
};

}  // namespace parcours
