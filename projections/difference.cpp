// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "projections/typed_fold.hpp"

namespace parcours {

void write_difference(const consequences& before, const consequences& after, table_batch& batch) {
    auto old = before.entries.begin();
    for (const auto& [key, value] : after.entries) {
        while (old != before.entries.end() && old->first < key) batch.erase((old++)->first);
        const bool same = old != before.entries.end() && old->first == key && old->second == value;
        if (!same) batch.put(key, value);
        if (old != before.entries.end() && old->first == key) ++old;
    }
    while (old != before.entries.end()) batch.erase((old++)->first);

    std::map<bytes, std::int64_t> change;
    for (const auto& [key, amount] : before.counts) change[key] -= amount;
    for (const auto& [key, amount] : after.counts) change[key] += amount;
    for (const auto& [key, amount] : change)
        if (amount != 0) batch.add(key, amount);
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
