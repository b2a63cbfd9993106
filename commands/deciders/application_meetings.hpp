// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "commands/command.hpp"
#include "commands/fact_needs.hpp"
#include "commands/field_fault.hpp"
#include "events/streams/application.hpp"

// Meetings of candidate and organisation (domain.md, "Application").
namespace parcours {

struct propose_meeting {
    application_id application;
    meeting_mode mode = meeting_mode::site;
    instant starts_at;
    instant ends_at;
    std::string time_zone;
    std::optional<std::string> place;
    std::string message;

    static constexpr std::string_view name = "application.propose_meeting";
    static constexpr std::string_view meaning = "The organisation proposes to meet; any number of times.";
    static constexpr auto inputs() {
        using c = propose_meeting;
        return std::tuple{
            input{"application", &c::application, "which"},
            input{"mode", &c::mode, "how"},
            input{"starts_at", &c::starts_at, "when it begins"},
            input{"ends_at", &c::ends_at, "when it ends"},
            input{"time_zone", &c::time_zone, mandatory_short_text, "IANA name of the zone to show it in"},
            input{"place", &c::place, short_text, "where, or by which number or address"},
            input{"message", &c::message, mandatory_long_text, "what to write with it"}};
    }
    static constexpr auto target = &propose_meeting::application;
    static constexpr makes_id<meeting_id> makes{"meeting"};
    void check(const charter& terms, const actor& by, field_faults& faults) const;
};

struct accept_meeting {
    application_id application;
    meeting_id meeting;

    static constexpr std::string_view name = "application.accept_meeting";
    static constexpr std::string_view meaning = "The candidate will come.";
    static constexpr auto inputs() {
        using c = accept_meeting;
        return std::tuple{input{"application", &c::application, "which"},
                          input{"meeting", &c::meeting, "which meeting"}};
    }
    static constexpr auto target = &accept_meeting::application;
};

struct decline_meeting {
    application_id application;
    meeting_id meeting;
    std::optional<std::string> message;

    static constexpr std::string_view name = "application.decline_meeting";
    static constexpr std::string_view meaning = "The candidate will not come.";
    static constexpr auto inputs() {
        using c = decline_meeting;
        return std::tuple{input{"application", &c::application, "which"},
                          input{"meeting", &c::meeting, "which meeting"},
                          input{"message", &c::message, long_text, "what to write with it"}};
    }
    static constexpr auto target = &decline_meeting::application;
};

struct reschedule_meeting {
    application_id application;
    meeting_id meeting;
    instant starts_at;
    instant ends_at;

    static constexpr std::string_view name = "application.reschedule_meeting";
    static constexpr std::string_view meaning = "The organisation proposes another time.";
    static constexpr auto inputs() {
        using c = reschedule_meeting;
        return std::tuple{
            input{"application", &c::application, "which"}, input{"meeting", &c::meeting, "which meeting"},
            input{"starts_at", &c::starts_at, "when it begins"}, input{"ends_at", &c::ends_at, "when it ends"}};
    }
    static constexpr auto target = &reschedule_meeting::application;
    void check(const charter& terms, const actor& by, field_faults& faults) const;
};

struct cancel_meeting {
    application_id application;
    meeting_id meeting;
    std::optional<std::string> reason;

    static constexpr std::string_view name = "application.cancel_meeting";
    static constexpr std::string_view meaning = "The meeting does not take place.";
    static constexpr auto inputs() {
        using c = cancel_meeting;
        return std::tuple{input{"application", &c::application, "which"},
                          input{"meeting", &c::meeting, "which meeting"},
                          input{"reason", &c::reason, long_text, "why"}};
    }
    static constexpr auto target = &cancel_meeting::application;
};

struct confirm_meeting_held {
    application_id application;
    meeting_id meeting;

    static constexpr std::string_view name = "application.confirm_meeting_held";
    static constexpr std::string_view meaning = "The organisation confirms that they met.";
    static constexpr auto inputs() {
        using c = confirm_meeting_held;
        return std::tuple{input{"application", &c::application, "which"},
                          input{"meeting", &c::meeting, "which meeting"}};
    }
    static constexpr auto target = &confirm_meeting_held::application;
    void needs(fact_needs& wanted, const id128& made) const;
};

struct report_no_show {
    application_id application;
    meeting_id meeting;

    static constexpr std::string_view name = "application.report_no_show";
    static constexpr std::string_view meaning = "The organisation reports that the candidate did not come.";
    static constexpr auto inputs() {
        using c = report_no_show;
        return std::tuple{input{"application", &c::application, "which"},
                          input{"meeting", &c::meeting, "which meeting"}};
    }
    static constexpr auto target = &report_no_show::application;
    void needs(fact_needs& wanted, const id128& made) const;
};

}  // namespace parcours
