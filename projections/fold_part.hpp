// SPDX-License-Identifier: Apache-2.0
// Include only in the .cpp file of a projection, which instantiates these templates.
// One step of a fold, and what follows from a row.
#pragma once

#include <algorithm>

#include "events/codec/codec.hpp"
#include "projections/projection.hpp"
#include "projections/rows.hpp"
#include "projections/table_keys.hpp"

namespace parcours {

// The ordinal in its commit of a part's first event.
std::uint32_t first_ordinal(const commit& content, const stream_part& part);

template <class E, class... Events>
constexpr bool is_handled(handles<Events...>) {
    return (std::is_same_v<E, Events> || ...);
}

// Folds one part of a commit into the row, whole or not at all; entries of single events go to `each_event`.
// With `leave_out` what is missing or cannot be decoded is passed over, as an operator decided.
template <projection P>
expected<void> fold_part(versioned_row<P>& into, const struct position& at, const commit& content,
                         const stream_part& part, entry_sink& each_event, bool leave_out = false) {
    if (part.first_version > into.version + 1 && !leave_out)
        return failed(failure_code::corrupt, "events of the stream before these are missing");
    std::vector<std::optional<typename P::stream::event>> happened;
    happened.reserve(part.events.size());
    for (const auto& stored : part.events) {
        auto decoded = decode_event<typename P::stream>(stored);
        if (!decoded && !leave_out) return tl::unexpected(std::move(decoded).error());
        happened.push_back(decoded ? std::optional(*std::move(decoded)) : std::nullopt);
    }
    stamp when{part.stream, 0, {}, content.recorded_at, at, &content.by, content.command, 1};
    std::uint32_t ordinal = first_ordinal(content, part);
    for (std::size_t i = 0; i < happened.size(); ++i, ++ordinal) {
        when.version = part.first_version + i;
        if (when.version <= into.version) continue;
        into.version = when.version;
        if (!happened[i]) continue;
        when.stored_version = part.events[i].version;
        if constexpr (has_event_entries<P>) when.id = make_event_id(content.command, ordinal);
        std::visit(
            [&]<class E>(const E& event) {
                if constexpr (is_handled<E>(typename P::events{})) P::on(into.row, event, when);
            },
            *happened[i]);
        if constexpr (has_event_entries<P>) P::event_entries(into.row, *happened[i], when, each_event);
    }
    return {};
}

// What follows from a row: entries with full keys, sorted, each key once, and counts, of which a key may have several.
struct consequences {
    std::vector<std::pair<bytes, bytes>> entries;
    std::vector<std::pair<bytes, std::int64_t>> counts;
};

template <projection P>
consequences follow(const versioned_row<P>& from, const id128& stream, partition_number partition) {
    consequences found;
    if (from.version == 0) return found;
    if constexpr (has_entries<P>) {
        entry_sink put;
        P::entries(from.row, put);
        for (auto& [key, value] : put.entries) found.entries.emplace_back(entry_row_key(key, stream), std::move(value));
        std::sort(found.entries.begin(), found.entries.end());
        const auto same_key = [](const auto& one, const auto& other) { return one.first == other.first; };
        found.entries.erase(std::unique(found.entries.begin(), found.entries.end(), same_key), found.entries.end());
    }
    if constexpr (has_counts<P>) {
        count_sink add;
        P::counts(from.row, add);
        for (auto& [key, amount] : add.counts) found.counts.emplace_back(count_key(key, partition), amount);
    }
    return found;
}

}  // namespace parcours
