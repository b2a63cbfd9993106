// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

#include "projections/runner.hpp"

namespace parcours {

// Keeps what it is told; threads: the runner's writes, the test reads after it stopped or under the lock.
class watcher final : public runner_observer {
  public:
    void on_applied(std::string_view projection, std::size_t, std::int64_t) override {
        const std::lock_guard hold(guard_);
        if (order_.empty() || order_.back() != projection) order_.emplace_back(projection);
    }
    void on_parked(std::string_view, const parked& what) override {
        const std::lock_guard hold(guard_);
        parked_.push_back(what);
    }
    void on_failed(std::string_view, const failure&) override {
        const std::lock_guard hold(guard_);
        ++failures_;
        changed_.notify_all();
    }
    std::vector<std::string> order() const {
        const std::lock_guard hold(guard_);
        return order_;
    }
    std::vector<parked> all_parked() const {
        const std::lock_guard hold(guard_);
        return parked_;
    }
    std::size_t failures() const {
        const std::lock_guard hold(guard_);
        return failures_;
    }
    bool waits_for_failure() {
        std::unique_lock hold(guard_);
        return changed_.wait_for(hold, std::chrono::seconds(20), [&] { return failures_ > 0; });
    }

  private:
    mutable std::mutex guard_;
    std::condition_variable changed_;
    std::vector<std::string> order_;
    std::vector<parked> parked_;
    std::size_t failures_ = 0;
};

}  // namespace parcours
