// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "commands/command.hpp"
#include "commands/fact_needs.hpp"
#include "commands/field_fault.hpp"
#include "events/streams/application.hpp"

// What an organisation does with an application (domain.md, "Application").
namespace parcours {

struct mark_application_viewed {
    application_id application;

    static constexpr std::string_view name = "application.mark_viewed";
    static constexpr std::string_view meaning = "Notes that somebody of the organisation has opened the application.";
    static constexpr auto inputs() {
        using c = mark_application_viewed;
        return std::tuple{input{"application", &c::application, "which"}};
    }
    static constexpr auto target = &mark_application_viewed::application;
};

struct take_application_in_charge {
    application_id application;
    std::optional<std::string> message;

    static constexpr std::string_view name = "application.take_in_charge";
    static constexpr std::string_view meaning = "The organisation looks into the application.";
    static constexpr auto inputs() {
        using c = take_application_in_charge;
        return std::tuple{input{"application", &c::application, "which"},
                          input{"message", &c::message, long_text, "to the candidate"}};
    }
    static constexpr auto target = &take_application_in_charge::application;
};

struct refuse_application {
    application_id application;
    std::optional<std::string> reason_code;
    std::string message;

    static constexpr std::string_view name = "application.refuse";
    static constexpr std::string_view meaning = "The organisation refuses the application, and says why.";
    static constexpr auto inputs() {
        using c = refuse_application;
        return std::tuple{input{"application", &c::application, "which"},
                          input{"reason_code", &c::reason_code, short_text, "a refusal code of the charter"},
                          input{"message", &c::message, mandatory_long_text,
                                "why, in words; the candidate and their companions read it"}};
    }
    static constexpr auto target = &refuse_application::application;
    static constexpr bool ends = true;
    void check(const charter& terms, const actor& by, field_faults& faults) const;
};

struct declare_hiring {
    application_id application;
    contract_kind contract = contract_kind::other;
    std::optional<std::string> message;
    std::optional<calendar_day> start_date;

    static constexpr std::string_view name = "application.declare_hiring";
    static constexpr std::string_view meaning = "The organisation hires the candidate.";
    static constexpr auto inputs() {
        using c = declare_hiring;
        return std::tuple{input{"application", &c::application, "which"},
                          input{"contract", &c::contract, "what it leads to"},
                          input{"message", &c::message, long_text, "to the candidate"},
                          input{"start_date", &c::start_date, "the first day"}};
    }
    static constexpr auto target = &declare_hiring::application;
    static constexpr bool ends = true;
};

struct declare_no_hiring {
    application_id application;
    std::optional<std::string> reason_code;
    std::string message;

    static constexpr std::string_view name = "application.declare_no_hiring";
    static constexpr std::string_view meaning = "The organisation does not hire the candidate, and says why.";
    static constexpr auto inputs() {
        using c = declare_no_hiring;
        return std::tuple{input{"application", &c::application, "which"},
                          input{"reason_code", &c::reason_code, short_text, "an outcome code of the charter"},
                          input{"message", &c::message, mandatory_long_text,
                                "why, in words; the candidate and their companions read it"}};
    }
    static constexpr auto target = &declare_no_hiring::application;
    static constexpr bool ends = true;
    void check(const charter& terms, const actor& by, field_faults& faults) const;
};

struct post_followup {
    application_id application;
    std::string text;

    static constexpr std::string_view name = "application.post_followup";
    static constexpr std::string_view meaning =
        "Writes to the candidate and their companions; the organisation never sees it.";
    static constexpr auto inputs() {
        using c = post_followup;
        return std::tuple{input{"application", &c::application, "which"},
                          input{"text", &c::text, mandatory_long_text, "what to say"}};
    }
    static constexpr auto target = &post_followup::application;
    static constexpr makes_id<message_id> makes{"message"};
};

struct post_exchange {
    application_id application;
    std::string text;

    static constexpr std::string_view name = "application.post_exchange";
    static constexpr std::string_view meaning = "Writes between candidate and organisation.";
    static constexpr auto inputs() {
        using c = post_exchange;
        return std::tuple{input{"application", &c::application, "which"},
                          input{"text", &c::text, mandatory_long_text, "what to say"}};
    }
    static constexpr auto target = &post_exchange::application;
    static constexpr makes_id<message_id> makes{"message"};
};

struct write_private_note {
    application_id application;
    std::string text;

    static constexpr std::string_view name = "application.write_private_note";
    static constexpr std::string_view meaning = "Writes a note for the recruiters of the organisation.";
    static constexpr auto inputs() {
        using c = write_private_note;
        return std::tuple{input{"application", &c::application, "which"},
                          input{"text", &c::text, mandatory_long_text, "what to note"}};
    }
    static constexpr auto target = &write_private_note::application;
    static constexpr makes_id<message_id> makes{"message"};
};

}  // namespace parcours
