// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "tests/support/log_in_memory.hpp"

namespace parcours {

// A log in memory that goes on by itself on a thread of its own, but while it is held back. Threads: any.
class pumped_log final : public log_writer {
  public:
    explicit pumped_log(log_shape shape) : log_(shape) {}
    ~pumped_log() override { stop(); }

    void start(log_listener& reads, append_listener& failures) {
        log_.attach(&reads, &failures);
        thread_ = std::thread([this] { pump(); });
    }
    void stop() {
        {
            const std::lock_guard hold(guard_);
            stopping_ = true;
        }
        turn_.notify_all();
        if (thread_.joinable()) thread_.join();
    }

    void append(append_group group) override {
        log_.append(std::move(group));
        wake();
    }
    void renew(partition_number partition) override {
        log_.renew(partition);
        wake();
    }

    // From here on nothing is written or read until it is let go.
    void hold_back() {
        const std::lock_guard hold(settling_);
        held_ = true;
    }
    void let_go() {
        {
            const std::lock_guard hold(settling_);
            held_ = false;
        }
        wake();
    }
    journal_in_memory& history() { return log_.history(); }
    broker_in_memory& broker() { return log_.broker(); }

  private:
    void wake() {
        const std::lock_guard hold(guard_);
        woken_ = true;
        turn_.notify_one();
    }
    void pump() {
        std::unique_lock hold(guard_);
        while (!stopping_) {
            turn_.wait(hold, [this] { return woken_ || stopping_; });
            woken_ = false;
            hold.unlock();
            {
                const std::lock_guard settle(settling_);
                if (!held_) log_.settle();
            }
            hold.lock();
        }
    }

    log_in_memory log_;
    std::mutex settling_;
    bool held_ = false;
    std::mutex guard_;
    std::condition_variable turn_;
    bool woken_ = true;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace parcours
