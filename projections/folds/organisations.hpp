// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/streams/organisation.hpp"
#include "projections/folds/event_tally.hpp"
#include "projections/projection.hpp"

namespace parcours {

// What stands beside an organisation's place in a list, so that filters need no row.
struct listed_organisation {
    organisation_kind kind = organisation_kind::company;
    bool takes_spontaneous = false;
    std::string sector;  // empty: none
    bool operator==(const listed_organisation&) const = default;
};
bytes write_listed(const listed_organisation& value);
listed_organisation read_listed_organisation(byte_view value);

// Which organisations there are, by name, and what their pages say. Nothing in it is personal.
struct organisations {
    static constexpr std::string_view name = "organisations";
    static constexpr int version = 2;  // raise to rebuild
    using stream = organisation_stream;
    using events = handles_all<stream>;

    struct row {
        organisation_kind kind = organisation_kind::company;
        std::optional<std::string> siret;
        std::string name_;
        std::optional<std::string> sector;
        std::optional<organisation_size> size;
        bool start_up = false;
        std::optional<std::string> description;
        std::optional<std::string> website;
        std::optional<std::string> place;
        bool takes_spontaneous = false;
        person_id registered_by;
        instant registered_at;
        event_tally seen;

        static constexpr auto fields() {
            using e = row;
            return std::tuple{part{"kind", &e::kind, "what it is"},
                              part{"siret", &e::siret, "14 digits, where it has one"},
                              part{"name", &e::name_, "as it calls itself"},
                              part{"sector", &e::sector, "NAF code or words"},
                              part{"size", &e::size, "class of enterprise"},
                              part{"start_up", &e::start_up, "whether it is one"},
                              part{"description", &e::description, "what its page says"},
                              part{"website", &e::website, "address of its site"},
                              part{"place", &e::place, "where it is"},
                              part{"takes_spontaneous", &e::takes_spontaneous, "whether it takes unasked applications"},
                              part{"registered_by", &e::registered_by, "the account that registered it"},
                              part{"registered_at", &e::registered_at, "when"},
                              part{"seen", &e::seen, "events by group"}};
        }
        bool operator==(const row&) const = default;
    };

    template <class Event>
    static void on(row& r, const Event& e, const stamp& at);

    // All of them by name, whatever its letters' case or accents; the value is a `listed_organisation`.
    static entry_key by_name() { return entry_key('n'); }
    // Those whose name begins like this.
    static entry_key by_name(std::string_view beginning);
    static void entries(const row& r, entry_sink& put);
};
static_assert(projection<organisations> && has_entries<organisations>);

// A name as lists sort by it: lower case, without the accents of western languages, at most 64 octets.
std::string sorting_name(std::string_view name);

}  // namespace parcours
