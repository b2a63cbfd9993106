// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/streams/application/context.hpp"
#include "events/values/progress.hpp"
#include "events/values/snapshot.hpp"

// An application on its way to the organisation, and what ends it from this side.
namespace parcours {

// NOTE: `name`, `version` and the field names are the stored format.
struct application_drafted {
    person_id candidate;
    organisation_id organisation;
    std::optional<offer_id> offer;
    application_kind kind = application_kind::offer;
    std::optional<personal<std::string>> message;
    std::vector<document_id> documents;

    static constexpr std::string_view name = "application_drafted";
    static constexpr int version = 1;
    static constexpr group in = group::draft;
    static constexpr std::string_view meaning = "A candidate begins an application.";
    static constexpr auto fields() {
        using e = application_drafted;
        return std::tuple_cat(
            application_context<e>(),
            std::tuple{
                field{"kind", &e::kind, clear::public_, group::draft, "to an offer or spontaneous"},
                field{"message", &e::message, under::application{}, group::draft, "what they mean to write"},
                field{"documents", &e::documents, clear::auditor, group::documents, "what they mean to attach"}});
    }
    static constexpr auto subject = &application_drafted::candidate;
    bool operator==(const application_drafted&) const = default;
};

struct application_edited {
    person_id candidate;
    organisation_id organisation;
    std::optional<offer_id> offer;
    personal<std::string> message;
    std::vector<document_id> documents;

    static constexpr std::string_view name = "application_edited";
    static constexpr int version = 1;
    static constexpr group in = group::draft;
    static constexpr std::string_view meaning = "The candidate changes what is not yet seen by the organisation.";
    static constexpr auto fields() {
        using e = application_edited;
        return std::tuple_cat(
            application_context<e>(),
            std::tuple{field{"message", &e::message, under::application{}, group::draft, "what they write"},
                       field{"documents", &e::documents, clear::auditor, group::documents, "what they attach"}});
    }
    static constexpr auto subject = &application_edited::candidate;
    bool operator==(const application_edited&) const = default;
};

struct application_submitted {
    person_id candidate;
    organisation_id organisation;
    std::optional<offer_id> offer;
    application_kind kind = application_kind::offer;
    person_id submitted_by;
    personal<std::string> message;
    personal<snapshot_headline> headline;
    personal<snapshot_body> snapshot;
    personal<application_facets> facets;
    std::vector<document_id> documents;

    static constexpr std::string_view name = "application_submitted";
    static constexpr int version = 1;
    static constexpr group in = group::application;
    static constexpr std::string_view meaning = "The application is sent; under a gate a companion looks at it first.";
    static constexpr auto fields() {
        using e = application_submitted;
        return std::tuple_cat(
            application_context<e>(),
            std::tuple{
                field{"kind", &e::kind, clear::public_, group::application, "to an offer or spontaneous"},
                field{"submitted_by", &e::submitted_by, clear::auditor, group::application, "the account that sent it"},
                field{"message", &e::message, under::application{}, group::application, "what they write"},
                field{"headline", &e::headline, under::application{}, group::application,
                      "the line that stands for them in lists"},
                field{"snapshot", &e::snapshot, under::application{}, group::application,
                      "what of their file goes with it"},
                field{"facets", &e::facets, under::application{}, group::identity,
                      "what statistics count by; no recruiter sees it"},
                field{"documents", &e::documents, clear::auditor, group::documents, "the application's own copies"}});
    }
    static constexpr auto subject = &application_submitted::candidate;
    bool operator==(const application_submitted&) const = default;
};

struct application_validated {
    person_id candidate;
    organisation_id organisation;
    std::optional<offer_id> offer;
    std::optional<personal<std::string>> comment;

    static constexpr std::string_view name = "application_validated";
    static constexpr int version = 1;
    static constexpr group in = group::application;
    static constexpr std::string_view meaning = "A companion lets the application through to the organisation.";
    static constexpr auto fields() {
        using e = application_validated;
        return std::tuple_cat(application_context<e>(),
                              std::tuple{field{"comment", &e::comment, under::application{}, group::followup,
                                               "what the companion says to the candidate"}});
    }
    static constexpr auto subject = &application_validated::candidate;
    bool operator==(const application_validated&) const = default;
};

struct application_returned {
    person_id candidate;
    organisation_id organisation;
    std::optional<offer_id> offer;
    personal<std::string> reason;

    static constexpr std::string_view name = "application_returned";
    static constexpr int version = 1;
    static constexpr group in = group::followup;
    static constexpr std::string_view meaning = "A companion sends the application back to the candidate.";
    static constexpr auto fields() {
        using e = application_returned;
        return std::tuple_cat(application_context<e>(), std::tuple{field{"reason", &e::reason, under::application{},
                                                                         group::followup, "what to change"}});
    }
    static constexpr auto subject = &application_returned::candidate;
    bool operator==(const application_returned&) const = default;
};

struct application_withdrawn {
    person_id candidate;
    organisation_id organisation;
    std::optional<offer_id> offer;
    std::optional<personal<std::string>> reason;

    static constexpr std::string_view name = "application_withdrawn";
    static constexpr int version = 1;
    static constexpr group in = group::application;
    static constexpr std::string_view meaning = "The candidate takes the application back.";
    static constexpr auto fields() {
        using e = application_withdrawn;
        return std::tuple_cat(application_context<e>(),
                              std::tuple{field{"reason", &e::reason, under::application{}, group::application, "why"}});
    }
    static constexpr auto subject = &application_withdrawn::candidate;
    bool operator==(const application_withdrawn&) const = default;
};

struct application_cancelled {
    person_id candidate;
    organisation_id organisation;
    std::optional<offer_id> offer;
    cancel_cause cause = cancel_cause::administrator;

    static constexpr std::string_view name = "application_cancelled";
    static constexpr int version = 1;
    static constexpr group in = group::application;
    static constexpr std::string_view meaning = "The platform ends the application.";
    static constexpr auto fields() {
        using e = application_cancelled;
        return std::tuple_cat(application_context<e>(),
                              std::tuple{field{"cause", &e::cause, clear::public_, group::application, "why"}});
    }
    bool operator==(const application_cancelled&) const = default;
};

}  // namespace parcours
