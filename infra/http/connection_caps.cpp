// SPDX-License-Identifier: Apache-2.0
#include "infra/http/connection_caps.hpp"

#include <tuple>
#include <utility>

namespace parcours::http {

void connection_caps::count(const ip_address& who) {
    ++by_address_[who];
    ++in_all_;
}

void connection_caps::uncount(const ip_address& who) {
    const auto found = by_address_.find(who);
    if (--found->second == 0) by_address_.erase(found);
    --in_all_;
}

connection_place* connection_caps::enter(const ip_address& who, bool exempt, std::size_t worker, std::int64_t now_ms) {
    const ip_address counted = who.counted_as();
    const std::lock_guard hold(lock_);
    if (in_all_ >= in_all_max_) return nullptr;
    const auto own = by_address_.find(counted);
    if (!exempt && own != by_address_.end() && own->second >= by_address_max_) return nullptr;
    count(counted);
    const std::uint64_t number = ++last_number_;
    const auto made = entries_.emplace(std::piecewise_construct, std::forward_as_tuple(number),
                                       std::forward_as_tuple(number, worker, now_ms, counted));
    return &made.first->second.place;
}

std::optional<connection_caps::given_up> connection_caps::give_up_for(const ip_address& who, bool exempt) {
    const ip_address counted = who.counted_as();
    const std::lock_guard hold(lock_);
    const auto own = by_address_.find(counted);
    const bool its_own_alone = !exempt && own != by_address_.end() && own->second >= by_address_max_;
    entry* chosen = nullptr;
    std::size_t most = 0;
    std::pair<std::int64_t, std::uint64_t> longest;  // since when, and the number where that is the same
    for (auto& [number, each] : entries_) {
        const std::int64_t since_ms = each.place.waits_since_ms.load(std::memory_order_relaxed);
        if (!each.counts || since_ms == 0 || (its_own_alone && each.who != counted)) continue;
        const std::size_t of_address = by_address_.find(each.who)->second;
        const std::pair since{since_ms, number};
        if (of_address < most || (of_address == most && since > longest)) continue;
        chosen = &each;
        most = of_address;
        longest = since;
    }
    if (chosen == nullptr) return std::nullopt;
    chosen->counts = false;
    uncount(chosen->who);
    return given_up{chosen->place.number, chosen->place.worker};
}

void connection_caps::keep(std::uint64_t number) {
    const std::lock_guard hold(lock_);
    entry& kept = entries_.at(number);
    if (kept.counts) return;
    kept.counts = true;
    count(kept.who);
}

void connection_caps::leave(std::uint64_t number) {
    {
        const std::lock_guard hold(lock_);
        const auto found = entries_.find(number);
        if (found->second.counts) uncount(found->second.who);
        entries_.erase(found);
    }
    left_.notify_all();
}

bool connection_caps::wait_until_empty(std::chrono::steady_clock::time_point deadline) {
    std::unique_lock hold(lock_);
    return left_.wait_until(hold, deadline, [this] { return entries_.empty(); });
}

}  // namespace parcours::http
