// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace parcours {

// How often somebody may fail to sign in (interface.md, "Limits"): 5 times a minute for an address and a client
// together, and slowly for an address from everywhere: 60 failures at once and one more every 10 s. A client that has
// signed in there before is held by the first alone, so no stranger locks anybody out. In memory. Threads: any.
class attempt_limits {
  public:
    // Seconds to wait; 0: may try.
    int wait_s(std::string_view email, std::string_view peer, std::int64_t now_ms);
    void failed(std::string_view email, std::string_view peer, std::int64_t now_ms);
    void succeeded(std::string_view email, std::string_view peer, std::int64_t now_ms);

    static constexpr double pair_failures = 5;
    static constexpr double pair_refill_ms = 12'000;  // for one
    static constexpr double address_failures = 60;
    static constexpr double address_refill_ms = 10'000;
    static constexpr std::size_t entries_max = 100'000;

  private:
    struct bucket {
        double spent = 0;
        std::int64_t at_ms = 0;
    };
    using buckets = std::unordered_map<std::string, bucket>;
    static double spent(const bucket& one, double refill_ms, std::int64_t now_ms);
    static void spend(buckets& all, const std::string& key, double refill_ms, std::int64_t now_ms);
    static int wait_of(const buckets& all, const std::string& key, double most, double refill_ms, std::int64_t now_ms);

    std::mutex guard_;
    buckets pairs_;
    buckets addresses_;
    std::unordered_map<std::string, std::int64_t> known_;  // pairs that have signed in, and when
};

}  // namespace parcours
