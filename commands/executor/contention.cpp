// SPDX-License-Identifier: Apache-2.0
#include "commands/executor/contention.hpp"

namespace parcours {
namespace {

// In round trips (model, W9).
constexpr std::int64_t rival_pause = 4;
constexpr std::int64_t between_rival_pauses = 12;
constexpr std::uint32_t backoff_doublings_max = 6;  // 64 round trips

}  // namespace

void contention::won(std::int64_t round_trip_ms) {
    const std::int64_t sane = std::clamp<std::int64_t>(round_trip_ms, 1, round_trip_max_ms_);
    round_trip_ms_ = std::max<std::int64_t>(1, (7 * round_trip_ms_ + sane) / 8);
    losses_ = 0;
}

void contention::lost(std::int64_t now_ms, entropy& random) {
    ++losses_;
    if (losses_ < 2) return;
    const std::int64_t most = (std::int64_t{1} << std::min(losses_, backoff_doublings_max)) * round_trip_ms_;
    const auto wait = static_cast<std::int64_t>(random.number() % (static_cast<std::uint64_t>(most) + 1));
    paused_until_ms_ = std::max(paused_until_ms_, now_ms + wait);
}

void contention::rival_lost(std::int64_t now_ms) {
    if (now_ms < quiet_until_ms_) return;
    paused_until_ms_ = std::max(paused_until_ms_, now_ms + rival_pause * round_trip_ms_);
    quiet_until_ms_ = now_ms + between_rival_pauses * round_trip_ms_;
}

}  // namespace parcours
