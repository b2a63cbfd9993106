// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace parcours {

// How often one account or client may ask for something, a second or another stretch of time: a bucket that holds so
// much and fills as time passes. Threads: any.
class rate_limit {
  public:
    explicit rate_limit(std::uint32_t count, std::int64_t within_ms = 1'000) : count_(count), within_ms_(within_ms) {}

    // Takes one; false where none is left. `now_ms` since boot. What it holds is bounded: who asked for nothing so
    // long that their bucket is full is forgotten.
    bool take(std::string_view who, std::int64_t now_ms);
    void set(std::uint32_t count) { count_ = count; }
    // How long who has none left waits for the next, at most.
    int wait_s() const { return static_cast<int>((within_ms_ / count_ + 999) / 1'000); }

  private:
    struct bucket {
        double left = 0;
        std::int64_t at_ms = 0;
    };
    std::atomic<std::uint32_t> count_;
    const std::int64_t within_ms_;
    std::mutex guard_;
    std::unordered_map<std::string, bucket> buckets_;
};

}  // namespace parcours
