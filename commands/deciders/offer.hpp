// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "commands/command.hpp"
#include "commands/decider.hpp"
#include "commands/fact_needs.hpp"
#include "commands/field_fault.hpp"
#include "events/streams/offer.hpp"

// An organisation's offers (domain.md, "offer"). Who may write them is who recruits for it.
namespace parcours {

inline constexpr limits offer_contact_text{200, false, 1, 0, 0, true};

struct draft_offer {
    organisation_id organisation;
    std::string title;
    std::string description;
    std::optional<std::string> rome;
    contract_kind contract = contract_kind::other;
    std::optional<std::string> place;
    std::optional<calendar_day> closes_on;
    std::optional<personal<offer_contact>> contact;

    static constexpr std::string_view name = "offer.draft";
    static constexpr std::string_view meaning = "Begins an offer that nobody outside sees.";
    static constexpr auto inputs() {
        using c = draft_offer;
        return std::tuple{input{"organisation", &c::organisation, "whose offer"},
                          input{"title", &c::title, mandatory_line_text, "what it is for"},
                          input{"description", &c::description, long_text, "what it is about"},
                          input{"rome", &c::rome, "ROME code of the occupation: M1805"},
                          input{"contract", &c::contract, "what it leads to"},
                          input{"place", &c::place, short_text, "where the work is"},
                          input{"closes_on", &c::closes_on, "last day to apply; absent: until it is closed"},
                          input{"contact", &c::contact, offer_contact_text, "whom to ask"}};
    }
    static constexpr auto beside = &draft_offer::organisation;
    static constexpr makes_id<offer_id> makes{"offer"};
    void check(const charter& terms, const actor& by, field_faults& faults) const;
};

// It carries all that the offer says: a sealed contact cannot be moved from the draft.
struct publish_offer {
    std::optional<offer_id> offer;
    std::optional<organisation_id> organisation;
    std::string title;
    std::string description;
    std::optional<std::string> rome;
    contract_kind contract = contract_kind::other;
    std::optional<std::string> place;
    std::optional<calendar_day> closes_on;
    std::optional<personal<offer_contact>> contact;

    static constexpr std::string_view name = "offer.publish";
    static constexpr std::string_view meaning = "Lets candidates apply to an offer: a draft, or a new one.";
    static constexpr auto inputs() {
        using c = publish_offer;
        return std::tuple{input{"offer", &c::offer, "a draft; absent: a new one"},
                          input{"organisation", &c::organisation, "whose offer, where it is new"},
                          input{"title", &c::title, mandatory_line_text, "what it is for"},
                          input{"description", &c::description, mandatory_long_text, "what it is about"},
                          input{"rome", &c::rome, "ROME code of the occupation: M1805"},
                          input{"contract", &c::contract, "what it leads to"},
                          input{"place", &c::place, short_text, "where the work is"},
                          input{"closes_on", &c::closes_on, "last day to apply; absent: until it is closed"},
                          input{"contact", &c::contact, offer_contact_text, "whom to ask"}};
    }
    static constexpr auto target = &publish_offer::offer;
    static constexpr auto beside = &publish_offer::organisation;
    static constexpr makes_id<offer_id> makes{"offer"};
    void check(const charter& terms, const actor& by, field_faults& faults) const;
};

struct update_offer {
    offer_id offer;
    std::string title;
    std::string description;
    std::optional<std::string> rome;
    contract_kind contract = contract_kind::other;
    std::optional<std::string> place;
    std::optional<calendar_day> closes_on;
    std::optional<personal<offer_contact>> contact;

    static constexpr std::string_view name = "offer.update";
    static constexpr std::string_view meaning = "Writes anew all that an offer says.";
    static constexpr auto inputs() {
        using c = update_offer;
        return std::tuple{input{"offer", &c::offer, "a draft or an open one"},
                          input{"title", &c::title, mandatory_line_text, "what it is for"},
                          input{"description", &c::description, mandatory_long_text, "what it is about"},
                          input{"rome", &c::rome, "ROME code of the occupation: M1805"},
                          input{"contract", &c::contract, "what it leads to"},
                          input{"place", &c::place, short_text, "where the work is"},
                          input{"closes_on", &c::closes_on, "last day to apply; absent: until it is closed"},
                          input{"contact", &c::contact, offer_contact_text, "whom to ask"}};
    }
    static constexpr auto target = &update_offer::offer;
    void check(const charter& terms, const actor& by, field_faults& faults) const;
};

struct close_offer {
    offer_id offer;
    offer_close_reason reason = offer_close_reason::other;

    static constexpr std::string_view name = "offer.close";
    static constexpr std::string_view meaning = "Takes no more applications to the offer.";
    static constexpr auto inputs() {
        using c = close_offer;
        return std::tuple{input{"offer", &c::offer, "an open one"}, input{"reason", &c::reason, "why"}};
    }
    static constexpr auto target = &close_offer::offer;
    static constexpr bool ends = true;
};

struct reopen_offer {
    offer_id offer;
    std::optional<calendar_day> closes_on;

    static constexpr std::string_view name = "offer.reopen";
    static constexpr std::string_view meaning =
        "Takes applications again to an offer that is closed, or whose last day is over.";
    static constexpr auto inputs() {
        using c = reopen_offer;
        return std::tuple{input{"offer", &c::offer, "a closed one, or one past its last day"},
                          input{"closes_on", &c::closes_on, "last day to apply; absent: until it is closed"}};
    }
    static constexpr auto target = &reopen_offer::offer;
};

enum class offer_rejection : std::uint8_t {
    wrong_state,
    already_happened,  // and what this command says of its own would be lost
    other_organisation,
    closes_in_the_past,
};
constexpr auto names_of(offer_rejection) {
    using enum offer_rejection;
    return std::array{named{wrong_state, "wrong_state"}, named{already_happened, "already_happened"},
                      named{other_organisation, "other_organisation"}, named{closes_in_the_past, "closes_in_the_past"}};
}

struct offer {
    using stream = offer_stream;
    using rejection = offer_rejection;
    using command = std::variant<draft_offer, publish_offer, update_offer, close_offer, reopen_offer>;

    struct none {
        bool operator==(const none&) const = default;
    };
    struct drafted {
        organisation_id organisation;
        bool operator==(const drafted&) const = default;
    };
    struct open {
        organisation_id organisation;
        std::optional<calendar_day> closes_on;
        bool operator==(const open&) const = default;
    };
    struct closed {
        organisation_id organisation;
        offer_close_reason reason = offer_close_reason::other;
        bool operator==(const closed&) const = default;
    };
    using state = std::variant<none, drafted, open, closed>;
    static constexpr std::array impossible{rejection::wrong_state, rejection::already_happened};

    static state initial() { return none{}; }
    static state evolve(state before, const stream::event& happened, const stamp& at);
    static decision<stream::event, rejection> decide(const state& now, const command& asked, const facts& known);

    // What is open may be reopened only once its last day is over.
    static bool possible(const state& now, const reopen_offer&, const facts& known);
};
static_assert(decider<offer>);

}  // namespace parcours
