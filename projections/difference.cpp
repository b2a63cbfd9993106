// SPDX-License-Identifier: Apache-2.0
#include "projections/typed_fold.hpp"

namespace parcours {

void write_difference(const consequences& before, const consequences& after, table_batch& batch,
                      count_changes& changes) {
    auto old = before.entries.begin();
    for (const auto& [key, value] : after.entries) {
        while (old != before.entries.end() && old->first < key) batch.erase((old++)->first);
        const bool same = old != before.entries.end() && old->first == key && old->second == value;
        if (!same) batch.put(key, value);
        if (old != before.entries.end() && old->first == key) ++old;
    }
    while (old != before.entries.end()) batch.erase((old++)->first);

    for (const auto& [key, amount] : before.counts) changes[key] -= amount;
    for (const auto& [key, amount] : after.counts) changes[key] += amount;
}

expected<void> write_counts(const count_changes& changes, const table_snapshot& before, table_batch& batch) {
    for (const auto& [key, amount] : changes) {
        if (amount >= 0) {
            if (amount > 0) batch.add(key, amount);
            continue;
        }
        const auto stored = before.get(key);
        if (!stored) return tl::unexpected(stored.error());
        if (counter_value(*stored) + amount == 0)
            batch.erase(key);
        else
            batch.add(key, amount);
    }
    return {};
}

std::uint32_t first_ordinal(const commit& content, const stream_part& part) {
    std::uint32_t ordinal = 0;
    for (const auto& other : content.parts) {
        if (&other == &part) break;
        ordinal += static_cast<std::uint32_t>(other.events.size());
    }
    return ordinal;
}

}  // namespace parcours
