// SPDX-License-Identifier: Apache-2.0
#include "infra/embedded/append_queue.hpp"

#include <algorithm>

namespace parcours {

std::size_t octets_of(const append_group& group) {
    std::size_t all = 0;
    for (const auto& frame : group.frames) all += frame.size();
    return all;
}

void append_queue::push(append_group group) {
    const std::size_t octets = octets_of(group);
    {
        const std::lock_guard hold(guard_);
        if (closed_)
            refused_.push_back({group.partition, group.token, false, {failure_code::stopped, "the log is closing"}});
        else if (groups_.size() >= within_.groups_max || octets_ + octets > within_.octets_max)
            refused_.push_back({group.partition,
                                group.token,
                                false,
                                {failure_code::unavailable, "too much waits to be written to the log"}});
        else {
            octets_ += octets;
            groups_.push_back(std::move(group));
        }
    }
    turn_.notify_one();
}

void append_queue::drop(partition_number partition) {
    const std::lock_guard hold(guard_);
    std::erase_if(groups_, [&](const append_group& each) {
        if (each.partition != partition) return false;
        octets_ -= octets_of(each);
        return true;
    });
}

void append_queue::close() {
    {
        const std::lock_guard hold(guard_);
        closed_ = true;
    }
    turn_.notify_one();
}

append_queue::taken append_queue::take(std::size_t frames_max, std::size_t octets_max) {
    std::unique_lock hold(guard_);
    turn_.wait(hold, [&] { return closed_ || !groups_.empty() || !refused_.empty(); });
    taken out;
    out.refused.swap(refused_);
    out.ended = groups_.empty() && out.refused.empty();
    std::size_t frames = 0;
    std::size_t octets = 0;
    while (!groups_.empty()) {
        auto& next = groups_.front();
        frames += next.frames.size();
        const std::size_t more = octets_of(next);
        octets += more;
        if (!out.groups.empty() && (frames > frames_max || octets > octets_max)) break;
        octets_ -= more;
        out.groups.push_back(std::move(next));
        groups_.pop_front();
    }
    return out;
}

}  // namespace parcours
