// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/timed_appends.hpp"

#include <algorithm>

#include "events/commit/digest.hpp"
#include "events/commit/frame.hpp"

namespace parcours {
namespace {

constexpr std::size_t under_way_max = 10'000;  // of a partition; the oldest is forgotten

}  // namespace

void timed_appends::append(append_group group) {
    {
        const auto now = std::chrono::steady_clock::now();
        const std::lock_guard hold(guard_);
        auto& mine = under_way_[group.partition];
        for (const auto& each : group.frames) {
            if (mine.size() == under_way_max) mine.pop_front();
            mine.push_back({sha256(byte_view(each).substr(0, frame_header_size)), now});
        }
    }
    next_->append(std::move(group));
}

void timed_appends::on_append_failed(const append_failure& failed) {
    counted_.on_append_failure(failed.sent);
    failures_->on_append_failed(failed);
}

void timed_appends::on_accepted(std::span<const accepted> group) {
    const auto now = std::chrono::steady_clock::now();
    for (const auto& each : group) {
        const std::lock_guard hold(guard_);
        auto& mine = under_way_[each.at.partition];
        const auto found =
            std::find_if(mine.begin(), mine.end(), [&](const on_its_way& one) { return one.hash == each.after.hash; });
        if (found == mine.end()) continue;  // another process's
        counted_.on_read_back(std::chrono::duration<double>(now - found->since).count());
        mine.erase(mine.begin(), found + 1);  // those before it were lost
    }
}

}  // namespace parcours
