// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "events/charter/audience.hpp"
#include "events/declaration.hpp"

namespace parcours {

// How many events of a group a stream has, and when the last of them happened.
struct group_tally {
    std::uint8_t group_number = 0;  // of `group`
    std::uint32_t events = 0;
    instant last;

    static constexpr auto fields() {
        using e = group_tally;
        return std::tuple{part{"group_number", &e::group_number, "which group"}, part{"events", &e::events, "how many"},
                          part{"last", &e::last, "when the last happened"}};
    }
    bool operator==(const group_tally&) const = default;
};
// Of the groups that a stream has events of, in the order in which they first happened.
using event_tally = std::vector<group_tally>;

inline void tally(event_tally& into, group in, instant at) {
    const auto number = static_cast<std::uint8_t>(in);
    for (auto& each : into)
        if (each.group_number == number) {
            ++each.events;
            each.last = at;
            return;
        }
    into.push_back({number, 1, at});
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
        if (!visible.reads(static_cast<group>(each.group_number), audiences)) continue;
        seen.version += each.events;
        seen.changed_at = std::max(seen.changed_at, each.last);
    }
    return seen;
}

}  // namespace parcours
