// SPDX-License-Identifier: Apache-2.0
#include "infra/vault/locked_slab.hpp"

#include "events/check.hpp"

namespace parcours {

locked_slab::locked_slab(std::size_t keys_max) : secrets_(keys_max), slots_(keys_max) {
    check(keys_max > 0, "a slab holds a key at least");
    places_.reserve(keys_max);
}

void locked_slab::get(std::span<const key_id> ids, std::span<secret_key> to, std::vector<bool>& known) {
    known.assign(ids.size(), false);
    const std::lock_guard hold(guard_);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto found = places_.find(ids[i]);
        if (found == places_.end()) continue;
        to[i] = secrets_[found->second];
        slots_[found->second].asked = true;
        known[i] = true;
    }
}

bool locked_slab::get(const key_id& id, secret_key& to) {
    const std::lock_guard hold(guard_);
    const auto found = places_.find(id);
    if (found == places_.end()) return false;
    to = secrets_[found->second];
    slots_[found->second].asked = true;
    return true;
}

// A clock: the hand spares once what was asked for since it last came by.
std::uint32_t locked_slab::free_slot() {
    for (;;) {
        const std::uint32_t at = hand_;
        hand_ = hand_ + 1 == slots_.size() ? 0 : hand_ + 1;
        slot& here = slots_[at];
        if (here.used && here.asked) {
            here.asked = false;
            continue;
        }
        if (here.used) places_.erase(here.id);
        return at;
    }
}

void locked_slab::put(const key_id& id, const secret_key& secret) {
    const std::lock_guard hold(guard_);
    if (const auto found = places_.find(id); found != places_.end()) {
        secrets_[found->second] = secret;
        return;
    }
    const std::uint32_t at = free_slot();
    slots_[at] = {id, true, false};
    secrets_[at] = secret;
    places_[id] = at;
}

void locked_slab::erase_beginning(byte_view with) {
    const std::lock_guard hold(guard_);
    for (std::uint32_t at = 0; at < slots_.size(); ++at) {
        if (!slots_[at].used || !view(slots_[at].id).starts_with(with)) continue;
        wipe(secrets_[at]);
        places_.erase(slots_[at].id);
        slots_[at] = {};
    }
}

}  // namespace parcours
