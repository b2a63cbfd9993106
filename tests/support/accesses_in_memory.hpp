// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "query_api/access_log.hpp"

namespace parcours {

// An access log that a test reads; it fails while told to, or keeps all waiting. Threads: any.
class accesses_in_memory final : public access_log {
  public:
    void enter(const access_entry& entry, std::function<void(expected<void>)> then) override {
        {
            const std::lock_guard hold(guard_);
            if (holds_) {
                waiting_.emplace_back([this, entry, then = std::move(then)] { then(keep(entry)); });
                return;
            }
        }
        then(keep(entry));
    }
    // From now on nobody is told before `release`.
    void hold() {
        const std::lock_guard hold(guard_);
        holds_ = true;
    }
    // How many were told.
    std::size_t release() {
        std::vector<std::function<void()>> waiting;
        {
            const std::lock_guard hold(guard_);
            holds_ = false;
            waiting.swap(waiting_);
        }
        for (const auto& each : waiting) each();
        return waiting.size();
    }
    void count(std::string_view purpose, std::string_view outcome, std::size_t cells) override {
        const std::lock_guard hold(guard_);
        counts_[std::string(purpose) + ' ' + std::string(outcome)] += cells;
    }
    // Cells by "purpose outcome".
    std::map<std::string, std::size_t> counts() const {
        const std::lock_guard hold(guard_);
        return counts_;
    }
    void set_fails(bool fails) {
        const std::lock_guard hold(guard_);
        fails_ = fails;
    }
    std::vector<access_entry> entries() const {
        const std::lock_guard hold(guard_);
        return entries_;
    }

  private:
    expected<void> keep(const access_entry& entry) {
        const std::lock_guard hold(guard_);
        if (fails_) return failed(failure_code::io, "the access log cannot be written");
        entries_.push_back(entry);
        return {};
    }
    mutable std::mutex guard_;
    std::vector<access_entry> entries_;
    std::map<std::string, std::size_t> counts_;
    std::vector<std::function<void()>> waiting_;
    bool fails_ = false;
    bool holds_ = false;
};

}  // namespace parcours
