// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/streams/sponsorship/context.hpp"
#include "events/values/progress.hpp"
#include "events/values/snapshot.hpp"

// A request for a sponsor on its way to the organisation, and what ends it from this side.
namespace parcours {

// NOTE: `name`, `version` and the field names are the stored format.
struct sponsorship_requested {
    person_id candidate;
    organisation_id organisation;
    personal<std::string> message;
    personal<snapshot_headline> headline;
    personal<snapshot_body> snapshot;
    std::vector<document_id> documents;

    static constexpr std::string_view name = "sponsorship_requested";
    static constexpr int version = 1;
    static constexpr group in = group::sponsorship;
    static constexpr std::string_view meaning =
        "A candidate asks an organisation for a sponsor; under a gate a companion looks at it first.";
    static constexpr auto fields() {
        using e = sponsorship_requested;
        return std::tuple_cat(
            sponsorship_context<e>(),
            std::tuple{
                field{"message", &e::message, under::application{}, group::sponsorship, "what they write"},
                field{"headline", &e::headline, under::application{}, group::sponsorship,
                      "the line that stands for them in lists"},
                field{"snapshot", &e::snapshot, under::application{}, group::sponsorship,
                      "what of their file goes with it"},
                field{"documents", &e::documents, clear::auditor, group::documents, "the sponsorship's own copies"}});
    }
    static constexpr auto subject = &sponsorship_requested::candidate;
    bool operator==(const sponsorship_requested&) const = default;
};

struct sponsorship_validated {
    person_id candidate;
    organisation_id organisation;
    std::optional<personal<std::string>> comment;

    static constexpr std::string_view name = "sponsorship_validated";
    static constexpr int version = 1;
    static constexpr group in = group::sponsorship;
    static constexpr std::string_view meaning = "A companion lets the request through to the organisation.";
    static constexpr auto fields() {
        using e = sponsorship_validated;
        return std::tuple_cat(sponsorship_context<e>(),
                              std::tuple{field{"comment", &e::comment, under::application{}, group::followup,
                                               "what the companion says to the candidate"}});
    }
    static constexpr auto subject = &sponsorship_validated::candidate;
    bool operator==(const sponsorship_validated&) const = default;
};

struct sponsorship_returned {
    person_id candidate;
    organisation_id organisation;
    personal<std::string> reason;

    static constexpr std::string_view name = "sponsorship_returned";
    static constexpr int version = 1;
    static constexpr group in = group::followup;
    static constexpr std::string_view meaning = "A companion sends the request back to the candidate.";
    static constexpr auto fields() {
        using e = sponsorship_returned;
        return std::tuple_cat(sponsorship_context<e>(), std::tuple{field{"reason", &e::reason, under::application{},
                                                                         group::followup, "what to change"}});
    }
    static constexpr auto subject = &sponsorship_returned::candidate;
    bool operator==(const sponsorship_returned&) const = default;
};

struct sponsorship_withdrawn {
    person_id candidate;
    organisation_id organisation;
    std::optional<personal<std::string>> reason;

    static constexpr std::string_view name = "sponsorship_withdrawn";
    static constexpr int version = 1;
    static constexpr group in = group::sponsorship;
    static constexpr std::string_view meaning = "The candidate takes the request back.";
    static constexpr auto fields() {
        using e = sponsorship_withdrawn;
        return std::tuple_cat(sponsorship_context<e>(),
                              std::tuple{field{"reason", &e::reason, under::application{}, group::sponsorship, "why"}});
    }
    static constexpr auto subject = &sponsorship_withdrawn::candidate;
    bool operator==(const sponsorship_withdrawn&) const = default;
};

struct sponsorship_cancelled {
    person_id candidate;
    organisation_id organisation;
    cancel_cause cause = cancel_cause::administrator;

    static constexpr std::string_view name = "sponsorship_cancelled";
    static constexpr int version = 1;
    static constexpr group in = group::sponsorship;
    static constexpr std::string_view meaning = "The platform ends the sponsorship.";
    static constexpr auto fields() {
        using e = sponsorship_cancelled;
        return std::tuple_cat(sponsorship_context<e>(),
                              std::tuple{field{"cause", &e::cause, clear::public_, group::sponsorship, "why"}});
    }
    bool operator==(const sponsorship_cancelled&) const = default;
};

}  // namespace parcours
