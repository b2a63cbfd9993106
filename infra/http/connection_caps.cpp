// SPDX-License-Identifier: Apache-2.0
#include "infra/http/connection_caps.hpp"

namespace parcours::http {

bool connection_caps::enter(const ip_address& who, bool exempt) {
    const std::lock_guard hold(lock_);
    if (in_all_ >= in_all_max_) return false;
    std::size_t& of_address = by_address_[who.counted_as()];
    if (!exempt && of_address >= by_address_max_) return false;
    ++of_address;
    ++in_all_;
    return true;
}

void connection_caps::leave(const ip_address& who) {
    {
        const std::lock_guard hold(lock_);
        const auto found = by_address_.find(who.counted_as());
        if (--found->second == 0) by_address_.erase(found);
        --in_all_;
    }
    left_.notify_all();
}

bool connection_caps::wait_until_empty(std::chrono::steady_clock::time_point deadline) {
    std::unique_lock hold(lock_);
    return left_.wait_until(hold, deadline, [this] { return in_all_ == 0; });
}

}  // namespace parcours::http
