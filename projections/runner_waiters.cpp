// SPDX-License-Identifier: Apache-2.0
// Who waits until the folds have reached a position.
#include <algorithm>

#include "projections/runner_state.hpp"

namespace parcours {

bool runner::reached(std::span<const position> positions, std::size_t folds) const {
    const std::lock_guard hold(guard_);
    const auto last = std::min(folds, folds_.size());
    return std::all_of(positions.begin(), positions.end(), [&](const position& wanted) {
        return std::all_of(folds_.begin(), folds_.begin() + static_cast<std::ptrdiff_t>(last), [&](const auto& one) {
            return wanted.partition < one->offsets.size() && one->offsets[wanted.partition] >= wanted.offset;
        });
    });
}

bool runner::holds(const waiter& one) const { return reached(one.positions, one.folds); }

void runner::when_reached(std::vector<position> positions, std::int64_t deadline_ms, std::size_t folds,
                          std::function<void(bool)> then) {
    waiter waiting{std::move(positions), deadline_ms, folds, std::move(then)};
    if (holds(waiting)) return waiting.then(true);
    std::unique_lock hold(guard_);
    if (stopping_ || waiters_.size() >= settings_.waiters_max) {
        hold.unlock();
        return waiting.then(false);
    }
    waiters_.push_back(std::move(waiting));
    waiters_added_ = true;
    hold.unlock();
    turn_.notify_one();  // it may have been reached between the question and the queue
}

void runner::wake() {
    std::vector<std::pair<std::function<void(bool)>, bool>> ready;
    std::vector<waiter> waiting;
    {
        const std::lock_guard hold(guard_);
        if (waiters_.empty()) return;
        waiting.swap(waiters_);
    }
    const std::int64_t now_ms = time_.since_boot_ms();
    std::vector<waiter> staying;
    for (auto& each : waiting) {
        const bool there = holds(each);
        if (there || each.deadline_ms <= now_ms)
            ready.emplace_back(std::move(each.then), there);
        else
            staying.push_back(std::move(each));
    }
    {
        const std::lock_guard hold(guard_);
        std::move(staying.begin(), staying.end(), std::back_inserter(waiters_));
    }
    for (auto& [then, there] : ready) then(there);
}

}  // namespace parcours
