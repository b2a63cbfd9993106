// SPDX-License-Identifier: Apache-2.0
#include "infra/credentials/attempt_limits.hpp"

#include <algorithm>
#include <cmath>

namespace parcours {
namespace {

std::string pair_of(std::string_view email, std::string_view peer) {
    return std::string(email) + '\n' + std::string(peer);
}

}  // namespace

double attempt_limits::spent(const bucket& one, double refill_ms, std::int64_t now_ms) {
    return std::max(0.0, one.spent - static_cast<double>(now_ms - one.at_ms) / refill_ms);
}

void attempt_limits::spend(buckets& all, const std::string& key, double refill_ms, std::int64_t now_ms) {
    if (all.size() >= entries_max)
        std::erase_if(all, [&](const auto& each) { return spent(each.second, refill_ms, now_ms) == 0; });
    // What is still full then is a flood from everywhere: its oldest marks matter least.
    if (all.size() >= entries_max) all.erase(all.begin());
    bucket& one = all[key];
    one = {spent(one, refill_ms, now_ms) + 1, now_ms};
}

int attempt_limits::wait_of(const buckets& all, const std::string& key, double most, double refill_ms,
                            std::int64_t now_ms) {
    const auto found = all.find(key);
    if (found == all.end()) return 0;
    const double over = spent(found->second, refill_ms, now_ms) - (most - 1);
    return over <= 0 ? 0 : std::max(1, static_cast<int>(std::ceil(over * refill_ms / 1'000)));
}

int attempt_limits::wait_s(std::string_view email, std::string_view peer, std::int64_t now_ms) {
    const std::lock_guard hold(guard_);
    const std::string pair = pair_of(email, peer);
    const int alone = wait_of(pairs_, pair, pair_failures, pair_refill_ms, now_ms);
    if (alone > 0 || known_.contains(pair)) return alone;
    return wait_of(addresses_, std::string(email), address_failures, address_refill_ms, now_ms);
}

void attempt_limits::failed(std::string_view email, std::string_view peer, std::int64_t now_ms) {
    const std::lock_guard hold(guard_);
    spend(pairs_, pair_of(email, peer), pair_refill_ms, now_ms);
    spend(addresses_, std::string(email), address_refill_ms, now_ms);
}

void attempt_limits::succeeded(std::string_view email, std::string_view peer, std::int64_t now_ms) {
    const std::lock_guard hold(guard_);
    const std::string pair = pair_of(email, peer);
    pairs_.erase(pair);
    if (known_.size() >= entries_max && !known_.contains(pair)) known_.erase(known_.begin());
    known_[pair] = now_ms;
}

}  // namespace parcours
