// SPDX-License-Identifier: Apache-2.0
#include "commands/executor/contention.hpp"

namespace parcours {
namespace {

// In round trips (model, W9).
constexpr std::int64_t rival_pause = 4;
constexpr std::int64_t between_rival_pauses = 3;  // in pauses: at most 4 round trips in 12
// The winner pauses once it sees that we lost: who waits then misses it, so the first losses are tried again at once.
constexpr std::uint32_t losses_before_backoff = 32;
constexpr std::uint32_t backoff_doublings_max = 3;
constexpr std::uint32_t pause_doublings_max = 6;
constexpr std::int64_t rival_pause_max_ms = 2'000;
// A rival that was not seen to lose for that many pauses is another.
constexpr std::int64_t forgotten_after = 12;

}  // namespace

void contention::won(std::int64_t round_trip_ms) {
    const std::int64_t sane = std::clamp<std::int64_t>(round_trip_ms, 1, round_trip_max_ms_);
    round_trip_ms_ = std::max<std::int64_t>(1, (7 * round_trip_ms_ + sane) / 8);
    losses_ = 0;
}

void contention::lost(std::int64_t now_ms, entropy& random) {
    ++losses_;
    if (losses_ < losses_before_backoff) return;
    const std::uint32_t doublings = std::min(losses_ - losses_before_backoff + 1, backoff_doublings_max);
    const std::int64_t most = (std::int64_t{1} << doublings) * round_trip_ms_;
    const auto wait = static_cast<std::int64_t>(random.number() % (static_cast<std::uint64_t>(most) + 1));
    paused_until_ms_ = std::max(paused_until_ms_, now_ms + wait);
}

void contention::rival_lost(std::int64_t now_ms) {
    if (now_ms < quiet_until_ms_) return;
    const auto pause_ms = [&] {
        return std::min((rival_pause * round_trip_ms_) << pause_doublings_, rival_pause_max_ms);
    };
    if (now_ms > quiet_until_ms_ + forgotten_after * pause_ms()) pause_doublings_ = 0;
    const std::int64_t wait_ms = pause_ms();
    paused_until_ms_ = std::max(paused_until_ms_, now_ms + wait_ms);
    quiet_until_ms_ = now_ms + between_rival_pauses * wait_ms;
    pause_doublings_ = std::min(pause_doublings_ + 1, pause_doublings_max);
}

void contention::rival_won() {
    if (pause_doublings_ > 0) --pause_doublings_;
}

}  // namespace parcours
