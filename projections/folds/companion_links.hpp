// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/streams/companion_link.hpp"
#include "projections/projection.hpp"

namespace parcours {

// NOTE: the numbers and names are the stored format.
enum class link_state : std::uint8_t { requested = 1, linked = 2, declined = 3, revoked = 4 };
constexpr auto names_of(link_state) {
    using enum link_state;
    return std::array{named{requested, "requested"}, named{linked, "linked"}, named{declined, "declined"},
                      named{revoked, "revoked"}};
}

// Who accompanies whom: one of the relations that decide who may see what.
struct companion_links {
    static constexpr std::string_view name = "companion_links";
    static constexpr int version = 1;  // raise to rebuild
    using stream = companion_link_stream;
    using events = handles_all<stream>;

    struct row {
        person_id candidate;
        person_id companion;
        link_state state = link_state::requested;
        link_origin origin = link_origin::requested;
        instant since;  // of this state

        static constexpr auto fields() {
            using e = row;
            return std::tuple{part{"candidate", &e::candidate, "who is accompanied"},
                              part{"companion", &e::companion, "who accompanies"},
                              part{"state", &e::state, "how far it has come"},
                              part{"origin", &e::origin, "how it came about"},
                              part{"since", &e::since, "when it came to this state"}};
        }
        bool operator==(const row&) const = default;
    };

    static void on(row& r, const companion_link_assigned& e, const stamp& at);
    static void on(row& r, const companion_link_requested& e, const stamp& at);
    static void on(row& r, const companion_link_accepted& e, const stamp& at);
    static void on(row& r, const companion_link_declined& e, const stamp& at);
    static void on(row& r, const companion_link_revoked& e, const stamp& at);

    // Of links that are requested or linked alone; the value is their state, the rest of the key the other person.
    static entry_key of_candidate(person_id candidate) { return std::move(entry_key('c') << candidate); }
    static entry_key of_companion(person_id companion) { return std::move(entry_key('f') << companion); }
    static void entries(const row& r, entry_sink& put);
};
static_assert(projection<companion_links> && has_entries<companion_links>);

}  // namespace parcours
