// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <vector>

#include "events/charter/gate.hpp"
#include "events/declaration.hpp"

namespace parcours {

// How many events of a group a stream has, and when the last of them happened.
struct group_tally {
    std::uint8_t group_number = 0;  // of `group`
    bool before_gate = false;
    std::uint32_t events = 0;
    instant last;

    static constexpr auto fields() {
        using e = group_tally;
        return std::tuple{part{"group_number", &e::group_number, "which group"},
                          part{"before_gate", &e::before_gate, "known only to who needs no validation to read it"},
                          part{"events", &e::events, "how many"}, part{"last", &e::last, "when the last happened"}};
    }
    bool operator==(const group_tally&) const = default;
};
// Of the groups that a stream has events of, in the order in which they first happened.
using event_tally = std::vector<group_tally>;

inline void tally(event_tally& into, const known_by& by, instant at) {
    const auto number = static_cast<std::uint8_t>(by.in);
    for (auto& each : into)
        if (each.group_number == number && each.before_gate == by.before_gate) {
            ++each.events;
            each.last = std::max(each.last, at);
            return;
        }
    into.push_back({number, by.before_gate, 1, at});
}
inline void tally(event_tally& into, group in, instant at) { tally(into, known_by{in, false}, at); }

// The same of a stream that goes through the gate and stood there at `place`: a sending is known before the gate alone
// from the next one on.
inline void tally(event_tally& into, gate_place place, gate_step step, group in, instant at) {
    if (replaces_sending(place, step))
        for (auto& each : into)
            if (each.group_number == static_cast<std::uint8_t>(in) && !each.before_gate && each.events > 0) {
                --each.events;
                tally(into, known_by{in, true}, instant(each.last));
                break;
            }
    tally(into, known_at(place, step, in), at);
}

// A row's version and last change as a viewer knows them: what they may not see moves neither.
struct seen_progress {
    std::uint64_t version = 0;
    instant changed_at;
    bool operator==(const seen_progress&) const = default;
};
inline seen_progress progress_seen(const event_tally& all, const visibility& visible, const audience_set& audiences) {
    seen_progress seen;
    for (const auto& each : all) {
        const known_by by{static_cast<group>(each.group_number), each.before_gate};
        if (each.events == 0 || !knows(visible, by, audiences)) continue;
        seen.version += each.events;
        seen.changed_at = std::max(seen.changed_at, each.last);
    }
    return seen;
}

}  // namespace parcours
