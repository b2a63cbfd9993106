// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/streams/application/context.hpp"
#include "events/values/contract.hpp"

// What the organisation does with an application.
namespace parcours {

// NOTE: `name`, `version` and the field names are the stored format.
struct application_viewed {
    person_id candidate;
    organisation_id organisation;
    std::optional<offer_id> offer;

    static constexpr std::string_view name = "application_viewed";
    static constexpr int version = 1;
    static constexpr group in = group::application;
    static constexpr std::string_view meaning = "Somebody of the organisation opened it for the first time.";
    static constexpr auto fields() {
        using e = application_viewed;
        return application_context<e>();
    }
    bool operator==(const application_viewed&) const = default;
};

struct application_taken_in_charge {
    person_id candidate;
    organisation_id organisation;
    std::optional<offer_id> offer;
    std::optional<personal<std::string>> message;

    static constexpr std::string_view name = "application_taken_in_charge";
    static constexpr int version = 1;
    static constexpr group in = group::application;
    static constexpr std::string_view meaning = "The organisation looks into the application.";
    static constexpr auto fields() {
        using e = application_taken_in_charge;
        return std::tuple_cat(application_context<e>(),
                              std::tuple{field{"message", &e::message, under::application{}, group::application,
                                               "what it writes with it"}});
    }
    static constexpr auto subject = &application_taken_in_charge::candidate;
    bool operator==(const application_taken_in_charge&) const = default;
};

// Superseded: refusals had no code beside their words.
struct application_refused_v1 {
    person_id candidate;
    organisation_id organisation;
    std::optional<offer_id> offer;
    personal<std::string> message;

    static constexpr std::string_view name = "application_refused";
    static constexpr int version = 1;
    static constexpr group in = group::application;
    static constexpr std::string_view meaning = "The organisation refuses the application.";
    static constexpr auto fields() {
        using e = application_refused_v1;
        return std::tuple_cat(application_context<e>(), std::tuple{field{"message", &e::message, under::application{},
                                                                         group::outcome_message, "why, in words"}});
    }
    static constexpr auto subject = &application_refused_v1::candidate;
    bool operator==(const application_refused_v1&) const = default;
};

struct application_refused {
    person_id candidate;
    organisation_id organisation;
    std::optional<offer_id> offer;
    std::optional<std::string> reason_code;
    personal<std::string> message;

    static constexpr std::string_view name = "application_refused";
    static constexpr int version = 2;
    static constexpr group in = group::application;
    static constexpr std::string_view meaning = "The organisation refuses the application.";
    static constexpr auto fields() {
        using e = application_refused;
        return std::tuple_cat(
            application_context<e>(),
            std::tuple{field{"reason_code", &e::reason_code, clear::public_, group::outcome_message,
                             "a refusal code of the charter"},
                       field{"message", &e::message, under::application{}, group::outcome_message, "why, in words"}});
    }
    static constexpr auto subject = &application_refused::candidate;
    bool operator==(const application_refused&) const = default;
};

inline application_refused upcast(application_refused_v1 old) {
    return {old.candidate, old.organisation, old.offer, std::nullopt, std::move(old.message)};
}

struct hiring_declared {
    person_id candidate;
    organisation_id organisation;
    std::optional<offer_id> offer;
    contract_kind contract = contract_kind::other;
    std::optional<personal<std::string>> message;
    std::optional<personal<calendar_day>> start_date;

    static constexpr std::string_view name = "hiring_declared";
    static constexpr int version = 1;
    static constexpr group in = group::application;
    static constexpr std::string_view meaning = "The organisation hires the candidate.";
    static constexpr auto fields() {
        using e = hiring_declared;
        return std::tuple_cat(
            application_context<e>(),
            std::tuple{
                field{"contract", &e::contract, clear::public_, group::application, "what it leads to"},
                field{"message", &e::message, under::application{}, group::outcome_message, "what it writes with it"},
                field{"start_date", &e::start_date, under::application{}, group::application, "first day"}});
    }
    static constexpr auto subject = &hiring_declared::candidate;
    bool operator==(const hiring_declared&) const = default;
};

struct no_hiring_declared {
    person_id candidate;
    organisation_id organisation;
    std::optional<offer_id> offer;
    std::optional<std::string> reason_code;
    personal<std::string> message;

    static constexpr std::string_view name = "no_hiring_declared";
    static constexpr int version = 1;
    static constexpr group in = group::application;
    static constexpr std::string_view meaning = "The organisation does not hire the candidate.";
    static constexpr auto fields() {
        using e = no_hiring_declared;
        return std::tuple_cat(
            application_context<e>(),
            std::tuple{field{"reason_code", &e::reason_code, clear::public_, group::outcome_message,
                             "an outcome code of the charter"},
                       field{"message", &e::message, under::application{}, group::outcome_message, "why, in words"}});
    }
    static constexpr auto subject = &no_hiring_declared::candidate;
    bool operator==(const no_hiring_declared&) const = default;
};

}  // namespace parcours
