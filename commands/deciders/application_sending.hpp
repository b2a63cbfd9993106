// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/command.hpp"
#include "commands/fact_needs.hpp"
#include "commands/field_fault.hpp"
#include "events/streams/application.hpp"

// The commands that bring an application to an organisation, or take it back (domain.md, "Application").
namespace parcours {

// No document can be attached before documents exist: an empty list alone is taken, as none is.
inline constexpr limits no_documents{200, false, 0, 0, 0};

struct draft_application {
    std::optional<person_id> candidate;
    std::optional<organisation_id> organisation;
    std::optional<offer_id> offer;
    std::optional<std::string> message;
    std::optional<std::vector<document_id>> documents;

    static constexpr std::string_view name = "application.draft";
    static constexpr std::string_view meaning = "Begins an application that nobody else sees yet.";
    static constexpr auto inputs() {
        using c = draft_application;
        return std::tuple{input{"candidate", &c::candidate, "who applies; absent: the actor"},
                          input{"organisation", &c::organisation, "where a spontaneous application goes"},
                          input{"offer", &c::offer, "the offer that it answers"},
                          input{"message", &c::message, long_text, "what they mean to write"},
                          input{"documents", &c::documents, no_documents, "what they mean to attach"}};
    }
    static constexpr auto beside = &draft_application::candidate;
    static constexpr makes_id<application_id> makes{"application"};
    void check(const charter& terms, const actor& by, field_faults& faults) const;
    void needs(fact_needs& wanted, const id128& made) const;
};

struct edit_application {
    application_id application;
    std::string message;
    std::optional<std::vector<document_id>> documents;

    static constexpr std::string_view name = "application.edit";
    static constexpr std::string_view meaning = "Changes an application that the organisation has not seen.";
    static constexpr auto inputs() {
        using c = edit_application;
        return std::tuple{input{"application", &c::application, "which"},
                          input{"message", &c::message, mandatory_long_text, "what they write"},
                          input{"documents", &c::documents, no_documents, "what they attach"}};
    }
    static constexpr auto target = &edit_application::application;
};

struct submit_application {
    std::optional<application_id> application;
    std::optional<person_id> candidate;
    std::optional<organisation_id> organisation;
    std::optional<offer_id> offer;
    std::string message;
    std::optional<std::vector<document_id>> documents;

    static constexpr std::string_view name = "application.submit";
    static constexpr std::string_view meaning = "Sends an application: a new one, a draft, or one that was returned.";
    static constexpr auto inputs() {
        using c = submit_application;
        return std::tuple{input{"application", &c::application, "a draft or a returned one; absent: a new one"},
                          input{"candidate", &c::candidate, "who applies; absent: the actor"},
                          input{"organisation", &c::organisation, "where a spontaneous application goes"},
                          input{"offer", &c::offer, "the offer that it answers"},
                          input{"message", &c::message, mandatory_long_text, "what they write"},
                          input{"documents", &c::documents, no_documents, "what they attach"}};
    }
    static constexpr auto target = &submit_application::application;
    static constexpr auto beside = &submit_application::candidate;
    static constexpr makes_id<application_id> makes{"application"};
    void check(const charter& terms, const actor& by, field_faults& faults) const;
    void needs(fact_needs& wanted, const id128& made) const;
};

struct validate_application {
    application_id application;
    std::optional<std::string> comment;

    static constexpr std::string_view name = "application.validate";
    static constexpr std::string_view meaning = "Lets an application through to the organisation.";
    static constexpr auto inputs() {
        using c = validate_application;
        return std::tuple{input{"application", &c::application, "which"},
                          input{"comment", &c::comment, long_text, "to the candidate"}};
    }
    static constexpr auto target = &validate_application::application;
};

struct return_application {
    application_id application;
    std::string reason;

    static constexpr std::string_view name = "application.return";
    static constexpr std::string_view meaning = "Sends an application back to the candidate, who may send it again.";
    static constexpr auto inputs() {
        using c = return_application;
        return std::tuple{input{"application", &c::application, "which"},
                          input{"reason", &c::reason, mandatory_long_text, "what to change"}};
    }
    static constexpr auto target = &return_application::application;
};

struct withdraw_application {
    application_id application;
    std::optional<std::string> reason;

    static constexpr std::string_view name = "application.withdraw";
    static constexpr std::string_view meaning = "Takes an application back.";
    static constexpr auto inputs() {
        using c = withdraw_application;
        return std::tuple{input{"application", &c::application, "which"},
                          input{"reason", &c::reason, long_text, "why"}};
    }
    static constexpr auto target = &withdraw_application::application;
    static constexpr bool ends = true;
};

struct cancel_application {
    application_id application;
    cancel_cause cause = cancel_cause::administrator;

    static constexpr std::string_view name = "application.cancel";
    static constexpr std::string_view meaning = "Ends an application for the platform's part.";
    static constexpr auto inputs() {
        using c = cancel_application;
        return std::tuple{input{"application", &c::application, "which"}, input{"cause", &c::cause, "why"}};
    }
    static constexpr auto target = &cancel_application::application;
    static constexpr bool ends = true;
};

}  // namespace parcours
