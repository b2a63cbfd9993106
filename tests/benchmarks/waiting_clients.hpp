// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "events/ports/log_reader.hpp"
#include "events/ports/log_writer.hpp"

namespace parcours {

// As many clients as may wait at once: each appends, waits until its commit is accepted, and appends the next.
// Threads: any.
class waiting_clients final : public log_listener, public append_listener {
  public:
    explicit waiting_clients(std::size_t count) : free_(count), count_(count) {}

    void on_accepted(std::span<const accepted> group) override { give_back(group.size()); }
    void on_ignored(const ignored& /*record*/) override { fail(); }
    void on_stopped(partition_number /*partition*/, const failure& /*why*/) override { fail(); }
    void on_append_failed(const append_failure& /*failed*/) override { fail(); }

    void take_one() {
        std::unique_lock hold(guard_);
        turn_.wait(hold, [this] { return free_ > 0; });
        --free_;
    }
    void wait_for_all() {
        std::unique_lock hold(guard_);
        turn_.wait(hold, [this] { return free_ >= count_; });
    }
    void give_back(std::size_t some) {
        {
            const std::lock_guard hold(guard_);
            free_ += some;
        }
        turn_.notify_one();
    }
    bool failed() const { return failed_; }

  private:
    void fail() {
        failed_ = true;
        give_back(1);
    }
    std::mutex guard_;
    std::condition_variable turn_;
    std::size_t free_;
    std::size_t count_;
    std::atomic<bool> failed_ = false;
};

}  // namespace parcours
