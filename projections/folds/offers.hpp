// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/streams/offer.hpp"
#include "projections/folds/event_tally.hpp"
#include "projections/projection.hpp"

namespace parcours {

// NOTE: the numbers and names are the stored format.
// `expired` stands in no row: it is what an open offer is once its last day is over (status_on).
enum class offer_status : std::uint8_t { draft = 1, open = 2, closed = 3, expired = 4 };
constexpr auto names_of(offer_status) {
    using enum offer_status;
    return std::array{named{draft, "draft"}, named{open, "open"}, named{closed, "closed"}, named{expired, "expired"}};
}

// What stands beside an open offer's place in the list, so that filters need no row.
struct listed_offer {
    contract_kind contract = contract_kind::other;
    organisation_id organisation;
    std::string rome;   // empty: none
    std::string place;  // empty: none
    bool operator==(const listed_offer&) const = default;
};
bytes write_listed(const listed_offer& value);
listed_offer read_listed_offer(byte_view value);

// Which offers there are and which are open.
struct offers {
    static constexpr std::string_view name = "offers";
    static constexpr int version = 2;  // raise to rebuild
    using stream = offer_stream;
    using events = handles_all<stream>;

    struct row {
        offer_status status = offer_status::draft;
        organisation_id organisation;
        person_id author;
        std::string title;
        std::string description;
        std::optional<std::string> rome;
        contract_kind contract = contract_kind::other;
        std::optional<std::string> place;
        std::optional<calendar_day> closes_on;
        kept_cell contact;
        instant began_at;
        std::optional<instant> published_at;
        std::optional<instant> closed_at;
        std::optional<offer_close_reason> close_reason;
        event_tally seen;

        static constexpr auto fields() {
            using e = row;
            return std::tuple{part{"status", &e::status, "whether it can be applied to"},
                              part{"organisation", &e::organisation, "whose offer"},
                              part{"author", &e::author, "the account that wrote it last"},
                              part{"title", &e::title, "what it is for"},
                              part{"description", &e::description, "what it is about"},
                              part{"rome", &e::rome, "ROME code of the occupation"},
                              part{"contract", &e::contract, "what it leads to"},
                              part{"place", &e::place, "where the work is"},
                              part{"closes_on", &e::closes_on, "last day to apply"},
                              part{"contact", &e::contact, "whom to ask, unopened"},
                              part{"began_at", &e::began_at, "when it was first written"},
                              part{"published_at", &e::published_at, "when it was last published or reopened"},
                              part{"closed_at", &e::closed_at, "when it was last closed"},
                              part{"close_reason", &e::close_reason, "why; while it is closed"},
                              part{"seen", &e::seen, "events by group"}};
        }
        bool operator==(const row&) const = default;
    };

    template <class Event>
    static void on(row& r, const Event& e, const stamp& at);

    // Offers of an organisation, oldest first; the value is the status.
    static entry_key of_organisation(organisation_id organisation) { return std::move(entry_key('o') << organisation); }
    // What is open, the longest published first; the value is a `listed_offer`.
    static entry_key open() { return entry_key('p'); }
    static void entries(const row& r, entry_sink& put);
};
static_assert(projection<offers> && has_entries<offers>);

// Where an offer stands on this day, which follows from its row: no event has to come for its last day to be over.
inline offer_status status_on(const offers::row& r, const calendar_day& today) {
    return r.status == offer_status::open && r.closes_on && *r.closes_on < today ? offer_status::expired : r.status;
}

}  // namespace parcours
