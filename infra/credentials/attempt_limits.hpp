// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <mutex>
#include <string_view>
#include <unordered_map>

#include "events/bytes.hpp"
#include "infra/credentials/standing.hpp"

namespace parcours {

// How often somebody may fail to sign in (interface.md, "Limits"): so many times a minute for an address and a client
// together, so many for a client whatever the addresses, and slowly for an address from everywhere: 60 failures at once
// and one more every 10 s. A client that has signed in there before is held by the first alone, so no stranger locks
// anybody out, not even one behind the same router. In memory, addresses as digests only. Threads: any.
class attempt_limits {
  public:
    explicit attempt_limits(double pair_failures_per_minute = 5, double client_failures_per_minute = 30)
        : pair_failures_(pair_failures_per_minute),
          pair_refill_ms_(60'000 / pair_failures_per_minute),
          client_failures_(client_failures_per_minute),
          client_refill_ms_(60'000 / client_failures_per_minute) {}

    // Seconds to wait where a try may not be; 0: it may.
    int wait_before(std::string_view email, std::string_view peer, std::int64_t now_ms) const;
    // The same, and where it may be, it counts before it is known how it ends, so that those at once are held as well.
    int begin(std::string_view email, std::string_view peer, std::int64_t now_ms);
    // It was right.
    void succeeded(std::string_view email, std::string_view peer, std::int64_t now_ms);
    // It was wrong: it stays counted, and whatever the client brings is doubtful for a while.
    void failed(std::string_view peer, std::int64_t now_ms);
    // It was never tried.
    void give_back(std::string_view email, std::string_view peer, std::int64_t now_ms);
    standing standing_of(std::string_view email, std::string_view peer, std::int64_t now_ms) const;
    std::size_t remembered() const;

    static constexpr double address_failures = 60;
    static constexpr double address_refill_ms = 10'000;  // for one
    static constexpr std::size_t entries_max = 100'000;  // of each of the five
    static constexpr std::int64_t doubt_ms = 900'000;    // after a failure

  private:
    struct bucket {
        double spent = 0;
        std::int64_t at_ms = 0;
    };
    using buckets = std::unordered_map<bytes, bucket>;
    static double spent(const bucket& one, double refill_ms, std::int64_t now_ms);
    static void spend(buckets& all, const bytes& key, double by, double refill_ms, std::int64_t now_ms);
    struct names {
        names(std::string_view email, std::string_view peer);
        bytes pair;
        bytes address;
        bytes client;
    };
    // REQUIRES: the guard is held.
    int wait_of(const names& who, std::int64_t now_ms) const;
    static int wait_of(const buckets& all, const bytes& key, double most, double refill_ms, std::int64_t now_ms);

    const double pair_failures_;
    const double pair_refill_ms_;
    const double client_failures_;
    const double client_refill_ms_;
    mutable std::mutex guard_;
    buckets pairs_;
    buckets addresses_;
    buckets clients_;
    std::unordered_map<bytes, std::int64_t> known_;   // pairs that have signed in, and when
    std::unordered_map<bytes, std::int64_t> failed_;  // clients, and when
};

}  // namespace parcours
