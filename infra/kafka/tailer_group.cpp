// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "infra/kafka/tailer.hpp"

namespace parcours::kafka {

void tailer::write_group() {
    if (std::none_of(touched_.begin(), touched_.end(), [](bool each) { return each; })) return;
    for (partition_number each = 0; each < lanes_.size(); ++each)
        if (touched_[each]) group_.move_end(each, lanes_[each]->rule.end());
    const auto written = history_.write(group_, false);
    group_.clear();
    if (!written) {
        // What is not in the journal was not read: nobody is told of it, and nothing more is read.
        std::erase_if(told_, [](const told& each) { return !std::holds_alternative<stop_order>(each); });
        touched_.assign(touched_.size(), false);
        for (partition_number each = 0; each < lanes_.size(); ++each) stop_partition(each, written.error());
        return;
    }
    const std::lock_guard held(guard_);
    for (const auto& each : told_)
        if (const auto* taken = std::get_if<accepted>(&each)) {
            auto& last = lanes_[taken->at.partition]->last;
            last.push_back({taken->at.offset, taken->after.hash});
            if (last.size() > reread_records) last.pop_front();
        }
    for (partition_number each = 0; each < lanes_.size(); ++each)
        if (touched_[each]) lanes_[each]->next = lanes_[each]->rule.end().next;
    touched_.assign(touched_.size(), false);
}

void tailer::tell_group() {
    std::vector<accepted> run;
    const auto flush = [&] {
        if (!run.empty()) listener_->on_accepted(run);
        run.clear();
    };
    for (auto& each : told_) {
        if (auto* taken = std::get_if<accepted>(&each)) {
            run.push_back(std::move(*taken));
            continue;
        }
        flush();
        if (const auto* passed = std::get_if<ignored>(&each))
            listener_->on_ignored(*passed);
        else
            listener_->on_stopped(std::get<stop_order>(each).partition, std::get<stop_order>(each).why);
    }
    flush();
    told_.clear();
}

void tailer::stop_partition(partition_number partition, failure why) {
    auto& here = *lanes_[partition];
    if (here.stopped.exchange(true)) return;
    // The others are assigned anew without it.
    if (!assign_at_) assign_at_ = std::chrono::steady_clock::now();
    told_.emplace_back(stop_order{partition, std::move(why)});
}

}  // namespace parcours::kafka
