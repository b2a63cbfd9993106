// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "query_api/access_log.hpp"

namespace parcours {

// An access log that a test reads; it fails while told to. Threads: any.
class accesses_in_memory final : public access_log {
  public:
    expected<void> record(const access_entry& entry) override {
        const std::lock_guard hold(guard_);
        if (fails_) return failed(failure_code::io, "the access log cannot be written");
        entries_.push_back(entry);
        return {};
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
    mutable std::mutex guard_;
    std::vector<access_entry> entries_;
    std::map<std::string, std::size_t> counts_;
    bool fails_ = false;
};

}  // namespace parcours
