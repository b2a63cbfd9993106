// SPDX-License-Identifier: Apache-2.0
#include "query_api/front/rate_limit.hpp"

#include <algorithm>

namespace parcours {
namespace {

constexpr std::size_t buckets_max = 20'000;

}  // namespace

bool rate_limit::take(std::string_view who, std::int64_t now_ms) {
    const double most = count_;
    const std::lock_guard hold(guard_);
    if (buckets_.size() >= buckets_max) {
        std::erase_if(buckets_, [&](const auto& each) { return now_ms - each.second.at_ms >= within_ms_; });
        // So many within the time: letting them begin anew is better than keeping more.
        if (buckets_.size() >= buckets_max) buckets_.clear();
    }
    auto& mine = buckets_.try_emplace(std::string(who), bucket{most, now_ms}).first->second;
    const auto passed = static_cast<double>(std::max<std::int64_t>(now_ms - mine.at_ms, 0));
    mine.left = std::min(most, mine.left + passed * most / static_cast<double>(within_ms_));
    mine.at_ms = now_ms;
    if (mine.left < 1) return false;
    mine.left -= 1;
    return true;
}

}  // namespace parcours
