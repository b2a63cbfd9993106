// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "commands/command.hpp"
#include "commands/fact_needs.hpp"
#include "commands/field_fault.hpp"
#include "events/streams/sponsorship.hpp"

// A candidate asks an organisation for a sponsor (domain.md, "Sponsorship").
namespace parcours {

struct request_sponsorship {
    std::optional<sponsorship_id> sponsorship;
    std::optional<organisation_id> organisation;
    std::string message;

    static constexpr std::string_view name = "sponsorship.request";
    static constexpr std::string_view meaning = "Asks an organisation for a sponsor: anew, or again after a return.";
    static constexpr auto inputs() {
        using c = request_sponsorship;
        return std::tuple{input{"sponsorship", &c::sponsorship, "one that was returned; absent: a new one"},
                          input{"organisation", &c::organisation, "whom to ask"},
                          input{"message", &c::message, mandatory_long_text, "what they write"}};
    }
    static constexpr auto target = &request_sponsorship::sponsorship;
    static constexpr bool beside_actor = true;  // a new one lives on the actor's route, and is judged by their file
    static constexpr makes_id<sponsorship_id> makes{"sponsorship"};
    void check(const charter& terms, const actor& by, field_faults& faults) const;
    void needs(fact_needs& wanted, const id128& made) const;
};

struct validate_sponsorship {
    sponsorship_id sponsorship;
    std::optional<std::string> comment;

    static constexpr std::string_view name = "sponsorship.validate";
    static constexpr std::string_view meaning = "Lets a request through to the organisation.";
    static constexpr auto inputs() {
        using c = validate_sponsorship;
        return std::tuple{input{"sponsorship", &c::sponsorship, "which"},
                          input{"comment", &c::comment, long_text, "to the candidate"}};
    }
    static constexpr auto target = &validate_sponsorship::sponsorship;
};

struct return_sponsorship {
    sponsorship_id sponsorship;
    std::string reason;

    static constexpr std::string_view name = "sponsorship.return";
    static constexpr std::string_view meaning = "Sends a request back to the candidate, who may ask again.";
    static constexpr auto inputs() {
        using c = return_sponsorship;
        return std::tuple{input{"sponsorship", &c::sponsorship, "which"},
                          input{"reason", &c::reason, mandatory_long_text, "what to change"}};
    }
    static constexpr auto target = &return_sponsorship::sponsorship;
};

struct accept_sponsorship {
    sponsorship_id sponsorship;
    person_id sponsor;
    std::optional<std::string> message;

    static constexpr std::string_view name = "sponsorship.accept";
    static constexpr std::string_view meaning = "The organisation accepts, and names a sponsor.";
    static constexpr auto inputs() {
        using c = accept_sponsorship;
        return std::tuple{input{"sponsorship", &c::sponsorship, "which"},
                          input{"sponsor", &c::sponsor, "an active recruiter of the organisation"},
                          input{"message", &c::message, long_text, "to the candidate"}};
    }
    static constexpr auto target = &accept_sponsorship::sponsorship;
    void needs(fact_needs& wanted, const id128& made) const;
};

struct refuse_sponsorship {
    sponsorship_id sponsorship;
    std::optional<std::string> reason_code;
    std::string comment;

    static constexpr std::string_view name = "sponsorship.refuse";
    static constexpr std::string_view meaning = "The organisation refuses the request, and says why.";
    static constexpr auto inputs() {
        using c = refuse_sponsorship;
        return std::tuple{input{"sponsorship", &c::sponsorship, "which"},
                          input{"reason_code", &c::reason_code, short_text, "a refusal code of the charter"},
                          input{"comment", &c::comment, mandatory_long_text,
                                "why, in words; the candidate and their companions read it"}};
    }
    static constexpr auto target = &refuse_sponsorship::sponsorship;
    static constexpr bool ends = true;
    void check(const charter& terms, const actor& by, field_faults& faults) const;
};

struct withdraw_sponsorship {
    sponsorship_id sponsorship;
    std::optional<std::string> reason;

    static constexpr std::string_view name = "sponsorship.withdraw";
    static constexpr std::string_view meaning = "Takes a request back.";
    static constexpr auto inputs() {
        using c = withdraw_sponsorship;
        return std::tuple{input{"sponsorship", &c::sponsorship, "which"},
                          input{"reason", &c::reason, long_text, "why"}};
    }
    static constexpr auto target = &withdraw_sponsorship::sponsorship;
    static constexpr bool ends = true;
};

struct cancel_sponsorship {
    sponsorship_id sponsorship;
    cancel_cause cause = cancel_cause::administrator;

    static constexpr std::string_view name = "sponsorship.cancel";
    static constexpr std::string_view meaning = "Ends a request or a sponsorship for the platform's part.";
    static constexpr auto inputs() {
        using c = cancel_sponsorship;
        return std::tuple{input{"sponsorship", &c::sponsorship, "which"}, input{"cause", &c::cause, "why"}};
    }
    static constexpr auto target = &cancel_sponsorship::sponsorship;
    static constexpr bool ends = true;
};

struct reassign_sponsor {
    sponsorship_id sponsorship;
    person_id sponsor;

    static constexpr std::string_view name = "sponsorship.reassign_sponsor";
    static constexpr std::string_view meaning = "Names another sponsor.";
    static constexpr auto inputs() {
        using c = reassign_sponsor;
        return std::tuple{input{"sponsorship", &c::sponsorship, "which"},
                          input{"sponsor", &c::sponsor, "an active recruiter of the organisation"}};
    }
    static constexpr auto target = &reassign_sponsor::sponsorship;
    void needs(fact_needs& wanted, const id128& made) const;
};

struct end_sponsorship {
    sponsorship_id sponsorship;
    std::optional<std::string> reason;

    static constexpr std::string_view name = "sponsorship.end";
    static constexpr std::string_view meaning = "Ends a sponsorship that was accepted.";
    static constexpr auto inputs() {
        using c = end_sponsorship;
        return std::tuple{input{"sponsorship", &c::sponsorship, "which"},
                          input{"reason", &c::reason, long_text, "why"}};
    }
    static constexpr auto target = &end_sponsorship::sponsorship;
    static constexpr bool ends = true;
};

}  // namespace parcours
