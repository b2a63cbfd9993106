// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/streams/application/context.hpp"
#include "events/values/progress.hpp"

// Meetings of an application, any number.
namespace parcours {

// NOTE: `name`, `version` and the field names are the stored format.
struct meeting_proposed {
    person_id candidate;
    organisation_id organisation;
    std::optional<offer_id> offer;
    meeting_id meeting;
    meeting_mode mode = meeting_mode::site;
    personal<instant> starts_at;
    personal<instant> ends_at;
    personal<std::string> time_zone;
    std::optional<personal<std::string>> place;
    personal<std::string> message;

    static constexpr std::string_view name = "meeting_proposed";
    static constexpr int version = 1;
    static constexpr group in = group::meetings;
    static constexpr std::string_view meaning = "The organisation proposes to meet.";
    static constexpr auto fields() {
        using e = meeting_proposed;
        return std::tuple_cat(
            application_context<e>(),
            std::tuple{field{"meeting", &e::meeting, clear::public_, group::meetings, "which"},
                       field{"mode", &e::mode, clear::auditor, group::meetings, "how"},
                       field{"starts_at", &e::starts_at, under::application{}, group::meetings, "when it begins"},
                       field{"ends_at", &e::ends_at, under::application{}, group::meetings, "when it ends"},
                       field{"time_zone", &e::time_zone, under::application{}, group::meetings,
                             "IANA name of the zone to show it in"},
                       field{"place", &e::place, under::application{}, group::meetings,
                             "where, or by which number or address"},
                       field{"message", &e::message, under::application{}, group::meetings,
                             "what the organisation writes with it"}});
    }
    static constexpr auto subject = &meeting_proposed::candidate;
    bool operator==(const meeting_proposed&) const = default;
};

struct meeting_accepted {
    person_id candidate;
    organisation_id organisation;
    std::optional<offer_id> offer;
    meeting_id meeting;

    static constexpr std::string_view name = "meeting_accepted";
    static constexpr int version = 1;
    static constexpr group in = group::meetings;
    static constexpr std::string_view meaning = "The candidate will come.";
    static constexpr auto fields() {
        using e = meeting_accepted;
        return std::tuple_cat(application_context<e>(),
                              std::tuple{field{"meeting", &e::meeting, clear::public_, group::meetings, "which"}});
    }
    bool operator==(const meeting_accepted&) const = default;
};

struct meeting_declined {
    person_id candidate;
    organisation_id organisation;
    std::optional<offer_id> offer;
    meeting_id meeting;
    std::optional<personal<std::string>> message;

    static constexpr std::string_view name = "meeting_declined";
    static constexpr int version = 1;
    static constexpr group in = group::meetings;
    static constexpr std::string_view meaning = "The candidate will not come.";
    static constexpr auto fields() {
        using e = meeting_declined;
        return std::tuple_cat(application_context<e>(),
                              std::tuple{field{"meeting", &e::meeting, clear::public_, group::meetings, "which"},
                                         field{"message", &e::message, under::application{}, group::meetings,
                                               "what they write with it"}});
    }
    static constexpr auto subject = &meeting_declined::candidate;
    bool operator==(const meeting_declined&) const = default;
};

struct meeting_rescheduled {
    person_id candidate;
    organisation_id organisation;
    std::optional<offer_id> offer;
    meeting_id meeting;
    personal<instant> starts_at;
    personal<instant> ends_at;
    std::uint32_t sequence = 0;

    static constexpr std::string_view name = "meeting_rescheduled";
    static constexpr int version = 1;
    static constexpr group in = group::meetings;
    static constexpr std::string_view meaning = "The organisation proposes another time.";
    static constexpr auto fields() {
        using e = meeting_rescheduled;
        return std::tuple_cat(
            application_context<e>(),
            std::tuple{field{"meeting", &e::meeting, clear::public_, group::meetings, "which"},
                       field{"starts_at", &e::starts_at, under::application{}, group::meetings, "when it begins"},
                       field{"ends_at", &e::ends_at, under::application{}, group::meetings, "when it ends"},
                       field{"sequence", &e::sequence, clear::auditor, group::meetings,
                             "one more than before (RFC 5545, SEQUENCE)"}});
    }
    static constexpr auto subject = &meeting_rescheduled::candidate;
    bool operator==(const meeting_rescheduled&) const = default;
};

struct meeting_cancelled {
    person_id candidate;
    organisation_id organisation;
    std::optional<offer_id> offer;
    meeting_id meeting;
    std::optional<personal<std::string>> reason;

    static constexpr std::string_view name = "meeting_cancelled";
    static constexpr int version = 1;
    static constexpr group in = group::meetings;
    static constexpr std::string_view meaning = "The meeting does not take place.";
    static constexpr auto fields() {
        using e = meeting_cancelled;
        return std::tuple_cat(application_context<e>(),
                              std::tuple{field{"meeting", &e::meeting, clear::public_, group::meetings, "which"},
                                         field{"reason", &e::reason, under::application{}, group::meetings, "why"}});
    }
    static constexpr auto subject = &meeting_cancelled::candidate;
    bool operator==(const meeting_cancelled&) const = default;
};

struct meeting_held {
    person_id candidate;
    organisation_id organisation;
    std::optional<offer_id> offer;
    meeting_id meeting;

    static constexpr std::string_view name = "meeting_held";
    static constexpr int version = 1;
    static constexpr group in = group::meetings;
    static constexpr std::string_view meaning = "The organisation confirms that they met.";
    static constexpr auto fields() {
        using e = meeting_held;
        return std::tuple_cat(application_context<e>(),
                              std::tuple{field{"meeting", &e::meeting, clear::public_, group::meetings, "which"}});
    }
    bool operator==(const meeting_held&) const = default;
};

struct meeting_no_show {
    person_id candidate;
    organisation_id organisation;
    std::optional<offer_id> offer;
    meeting_id meeting;

    static constexpr std::string_view name = "meeting_no_show";
    static constexpr int version = 1;
    static constexpr group in = group::meetings;
    static constexpr std::string_view meaning = "The organisation reports that the candidate did not come.";
    static constexpr auto fields() {
        using e = meeting_no_show;
        return std::tuple_cat(application_context<e>(),
                              std::tuple{field{"meeting", &e::meeting, clear::public_, group::meetings, "which"}});
    }
    bool operator==(const meeting_no_show&) const = default;
};

}  // namespace parcours
