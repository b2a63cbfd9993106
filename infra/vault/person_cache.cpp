// SPDX-License-Identifier: Apache-2.0
#include "infra/vault/person_cache.hpp"

#include <algorithm>

namespace parcours {

const ring_key* person_entry::find(category_name category, const id128& scope) const {
    // From the end: what was made last is asked for most.
    const auto found = std::find_if(ring.rbegin(), ring.rend(), [&](const ring_key& each) {
        return each.category == category && each.scope == scope;
    });
    return found == ring.rend() ? nullptr : &*found;
}

bool person_entry::is_closed(const key_record& record_of, const key_id& id) const {
    if (record.erased) return true;
    return std::any_of(fences.begin(), fences.end(), [&](const fence& each) { return closes(each, record_of, id); });
}

person_cache::person_cache(std::size_t persons_max) {
    for (auto& each : shards_) each.persons_max_ = std::max<std::size_t>(1, persons_max / shards_.size());
}

person_cache::shard& person_cache::of(const person_id& person) { return shards_[id_hash{}(person) % shards_.size()]; }

person_entry* person_cache::shard::find(const person_id& person) {
    const auto found = places_.find(person);
    if (found == places_.end()) return nullptr;
    used_.splice(used_.begin(), used_, found->second);
    return &found->second->second;
}

person_entry& person_cache::shard::put(const person_id& person, person_entry entry) {
    forget(person);
    if (used_.size() >= persons_max_) {
        places_.erase(used_.back().first);
        used_.pop_back();
    }
    used_.emplace_front(person, std::move(entry));
    places_[person] = used_.begin();
    return used_.front().second;
}

void person_cache::shard::forget(const person_id& person) {
    const auto found = places_.find(person);
    if (found == places_.end()) return;
    used_.erase(found->second);
    places_.erase(found);
}

}  // namespace parcours
