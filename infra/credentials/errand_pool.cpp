// SPDX-License-Identifier: Apache-2.0
#include "infra/credentials/errand_pool.hpp"

#include <algorithm>

namespace parcours {

errand_pool::errand_pool(std::size_t threads, std::size_t waiting_max, std::size_t waiting_of_owner_max)
    : waiting_max_(waiting_max), waiting_of_owner_max_(waiting_of_owner_max) {
    for (std::size_t each = 0; each < threads; ++each) threads_.emplace_back([this] { work(); });
}

errand_pool::place errand_pool::run(const std::string& owner, errand what) {
    errand lost;
    {
        const std::lock_guard hold(guard_);
        if (stopping_) return place::none;
        const auto known = waiting_.find(owner);
        const std::size_t own = known == waiting_.end() ? 0 : known->second.size();
        if (own >= waiting_of_owner_max_) return place::share_used;
        if (waiting_count_ >= waiting_max_) {
            lost = given_up_for(own);
            if (!lost) return place::none;
        }
        if (own == 0) owners_.push_back(owner);
        waiting_[owner].push_back(std::move(what));
        ++waiting_count_;
    }
    turn_.notify_one();
    if (lost) lost(turn::given_up);
    return place::taken;
}

errand_pool::errand errand_pool::given_up_for(std::size_t own) {
    const auto most = std::max_element(waiting_.begin(), waiting_.end(), [](const auto& one, const auto& other) {
        return one.second.size() < other.second.size();
    });
    if (most == waiting_.end() || most->second.size() <= own + 1) return nullptr;
    errand last = std::move(most->second.back());
    most->second.pop_back();
    --waiting_count_;
    return last;
}

errand_pool::errand errand_pool::next() {
    std::string owner = std::move(owners_.front());
    owners_.pop_front();
    const auto own = waiting_.find(owner);
    errand first = std::move(own->second.front());
    own->second.pop_front();
    --waiting_count_;
    if (own->second.empty()) {
        waiting_.erase(own);
    } else {
        owners_.push_back(std::move(owner));
    }
    return first;
}

void errand_pool::work() {
    std::unique_lock hold(guard_);
    while (true) {
        turn_.wait(hold, [&] { return stopping_ || waiting_count_ > 0; });
        if (waiting_count_ == 0) return;
        const turn now = stopping_ ? turn::stopped : turn::runs;
        errand one = next();
        hold.unlock();
        one(now);
        one = nullptr;  // with all that it holds, before others wait for the lock
        hold.lock();
    }
}

void errand_pool::stop() {
    {
        const std::lock_guard hold(guard_);
        stopping_ = true;
    }
    turn_.notify_all();
    for (auto& each : threads_)
        if (each.joinable()) each.join();
}

}  // namespace parcours
