// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

#include "events/ports/entropy.hpp"

namespace parcours {

// How a writer behaves while another writes the same partition, so that neither starves (log.md, "Ownership").
// The rule keeps history right without it. Times in milliseconds since boot. Not thread-safe.
class contention {
  public:
    explicit contention(std::int64_t round_trip_max_ms) : round_trip_max_ms_(round_trip_max_ms) {}

    // A commit of ours was read back accepted.
    void won(std::int64_t round_trip_ms);
    // What was pending lost to a frame of another writer.
    void lost(std::int64_t now_ms, entropy& random);
    // A frame of another writer was read back ignored: it may be starving. Its round trip may be longer than ours, so the
    // pause grows until it wins; it never takes more than a third of the time.
    void rival_lost(std::int64_t now_ms);
    // A frame of another writer was accepted.
    void rival_won();

    bool paused(std::int64_t now_ms) const { return now_ms < paused_until_ms_; }
    std::size_t pending_max(std::size_t otherwise) const { return losses_ > 0 ? 1 : otherwise; }
    // In a row; from two on, whoever can forwards to the winner.
    std::uint32_t losses() const { return losses_; }

  private:
    std::int64_t round_trip_max_ms_;
    std::int64_t round_trip_ms_ = 5;  // smoothed
    std::int64_t paused_until_ms_ = 0;
    std::int64_t quiet_until_ms_ = 0;
    std::uint32_t losses_ = 0;
    std::uint32_t pause_doublings_ = 0;
};

}  // namespace parcours
