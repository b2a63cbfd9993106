// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/charter/audiences_of.hpp"
#include "events/streams/sponsorship.hpp"
#include "projections/folds/event_tally.hpp"
#include "projections/projection.hpp"

namespace parcours {

// NOTE: the numbers and names are the stored format.
enum class sponsorship_status : std::uint8_t {
    awaiting_validation = 1,  // where the charter has no gate, the organisation sees it
    returned = 2,
    visible = 3,
    accepted = 4,
    refused = 5,
    withdrawn = 6,
    cancelled = 7,
    ended = 8
};
constexpr auto names_of(sponsorship_status) {
    using enum sponsorship_status;
    return std::array{named{awaiting_validation, "awaiting_validation"},
                      named{returned, "returned"},
                      named{visible, "visible"},
                      named{accepted, "accepted"},
                      named{refused, "refused"},
                      named{withdrawn, "withdrawn"},
                      named{cancelled, "cancelled"},
                      named{ended, "ended"}};
}

// What stands beside a sponsorship's place in a list, so that filters and counts need no row.
struct listed_sponsorship {
    sponsorship_status status = sponsorship_status::awaiting_validation;
    row_reach reach = row_reach::submitted;
    bool operator==(const listed_sponsorship&) const = default;
};
bytes write_listed(const listed_sponsorship& value);
listed_sponsorship read_listed_sponsorship(byte_view value);

// Who asks which organisation for a sponsor, and how far it has come.
struct sponsorships {
    static constexpr std::string_view name = "sponsorships";
    static constexpr int version = 2;  // raise to rebuild
    using stream = sponsorship_stream;
    using events = handles_all<stream>;

    struct row {
        sponsorship_status status = sponsorship_status::awaiting_validation;
        person_id candidate;
        organisation_id organisation;
        std::optional<person_id> sponsor;
        person_id requested_by;
        instant sent_at;
        std::uint64_t sent_version = 0;
        std::optional<instant> received_at;
        std::vector<document_id> documents;
        kept_cell message;
        kept_cell headline;
        kept_cell snapshot;
        kept_cell comment;
        kept_cell return_reason;
        kept_cell answer;
        kept_cell end_reason;
        std::optional<std::string> reason_code;
        std::optional<cancel_cause> cause;
        event_tally seen;

        static constexpr auto fields() {
            using e = row;
            return std::tuple{part{"status", &e::status, "how far it has come"},
                              part{"candidate", &e::candidate, "who asks"},
                              part{"organisation", &e::organisation, "whom they ask"},
                              part{"sponsor", &e::sponsor, "a recruiter of the organisation"},
                              part{"requested_by", &e::requested_by, "the account that sent it last"},
                              part{"sent_at", &e::sent_at, "when it was sent last"},
                              part{"sent_version", &e::sent_version, "of its stream: the event that sent it last"},
                              part{"received_at", &e::received_at, "when it was first validated"},
                              part{"documents", &e::documents, "the sponsorship's own copies"},
                              part{"message", &e::message, "what they write, unopened"},
                              part{"headline", &e::headline, "the line that stands for them in lists, unopened"},
                              part{"snapshot", &e::snapshot, "what of their file goes with it, unopened"},
                              part{"comment", &e::comment, "of the validation, unopened"},
                              part{"return_reason", &e::return_reason, "of the last return, unopened"},
                              part{"answer", &e::answer, "what acceptance or refusal says, unopened"},
                              part{"end_reason", &e::end_reason, "of withdrawal or end, unopened"},
                              part{"reason_code", &e::reason_code, "of the refusal"},
                              part{"cause", &e::cause, "of the cancellation"},
                              part{"seen", &e::seen, "events by group"}};
        }
        bool operator==(const row&) const = default;
        row_reach reach() const { return received_at ? row_reach::validated : row_reach::submitted; }
        gate_place at_gate() const {
            if (received_at) return gate_place::through;
            if (sent_version == 0) return gate_place::not_sent;
            return status == sponsorship_status::returned ? gate_place::returned : gate_place::awaiting;
        }
    };

    template <class Event>
    static void on(row& r, const Event& e, const stamp& at);

    // Oldest first; the value is a `listed_sponsorship`. Of an organisation by the date on which it received them.
    static entry_key of_candidate(person_id candidate) { return std::move(entry_key('c') << candidate); }
    static entry_key of_organisation(organisation_id organisation) { return std::move(entry_key('o') << organisation); }
    static entry_key of_sponsor(person_id sponsor) { return std::move(entry_key('s') << sponsor); }
    static entry_key all() { return entry_key('a'); }
    // Whose sponsor somebody is now; no value.
    static entry_key sponsored_by(person_id candidate, person_id sponsor) {
        return std::move(entry_key('w') << candidate << sponsor);
    }
    static void entries(const row& r, entry_sink& put);
};
static_assert(projection<sponsorships> && has_entries<sponsorships>);

}  // namespace parcours
