// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace parcours {

// How many requests a second one account may send: a bucket that holds a second's worth and fills as time passes.
// Threads: any.
class rate_limit {
  public:
    explicit rate_limit(std::uint32_t per_second) : per_second_(per_second) {}

    // Takes one; false where none is left. `now_ms` since boot. What it holds is bounded: who asked for nothing for a
    // second has a full bucket and is forgotten.
    bool take(std::string_view who, std::int64_t now_ms);
    void set(std::uint32_t per_second) { per_second_ = per_second; }

  private:
    struct bucket {
        double left = 0;
        std::int64_t at_ms = 0;
    };
    std::atomic<std::uint32_t> per_second_;
    std::mutex guard_;
    std::unordered_map<std::string, bucket> buckets_;
};

}  // namespace parcours
