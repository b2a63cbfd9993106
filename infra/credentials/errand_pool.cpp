// SPDX-License-Identifier: Apache-2.0
#include "infra/credentials/errand_pool.hpp"

namespace parcours {

errand_pool::errand_pool(std::size_t threads, std::size_t waiting_max) : waiting_max_(waiting_max) {
    for (std::size_t each = 0; each < threads; ++each) threads_.emplace_back([this] { work(); });
}

bool errand_pool::run(errand what) {
    {
        const std::lock_guard hold(guard_);
        if (stopping_ || waiting_.size() >= waiting_max_) return false;
        waiting_.push_back(std::move(what));
    }
    turn_.notify_one();
    return true;
}

void errand_pool::work() {
    std::unique_lock hold(guard_);
    while (true) {
        turn_.wait(hold, [&] { return stopping_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        const bool running = !stopping_;
        errand next = std::move(waiting_.front());
        waiting_.pop_front();
        hold.unlock();
        next(running);
        next = nullptr;  // with all that it holds, before others wait for the lock
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
