// SPDX-License-Identifier: Apache-2.0
#include "infra/keys_first/keys_first.hpp"

#include <algorithm>
#include <set>

namespace parcours {
namespace {

std::size_t octets_of(const append_group& group) {
    std::size_t all = 0;
    for (const auto& frame : group.frames) all += frame.size();
    return all;
}

}  // namespace

keys_first::keys_first(keys& vault, log_writer& next, append_listener& failures, keys_first_bounds within)
    : vault_(vault), next_(next), failures_(failures), within_(within), thread_([this] { work(); }) {}

keys_first::~keys_first() { stop(); }

void keys_first::stop() {
    {
        const std::lock_guard hold(guard_);
        stopping_ = true;
    }
    turn_.notify_one();
    if (thread_.joinable()) thread_.join();
}

// Partitions appear as they are used; their number is the log's to bound.
keys_first::of_partition& keys_first::at(partition_number partition) {
    if (partition >= partitions_.size()) partitions_.resize(partition + 1);
    return partitions_[partition];
}

void keys_first::append(append_group group) {
    {
        // Held while the next writer takes the group, which never blocks, so that no later one overtakes it.
        const std::lock_guard hold(guard_);
        if (stopping_) return;
        of_partition& here = at(group.partition);
        if (here.waiting == 0 && group.keys_until == 0) return next_.append(std::move(group));
        const std::size_t octets = octets_of(group);
        if (queue_.size() >= within_.groups_max || octets_ + octets > within_.octets_max) {
            refused_.push_back({group.partition,
                                group.token,
                                false,
                                {failure_code::unavailable, "too much waits for its keys to be durable"}});
        } else {
            octets_ += octets;
            ++here.waiting;
            queue_.push_back({std::move(group), here.renewed});
        }
    }
    turn_.notify_one();
}

void keys_first::renew(partition_number partition) {
    const std::lock_guard hold(guard_);
    ++at(partition).renewed;
    next_.renew(partition);
}

void keys_first::work() {
    while (true) {
        std::vector<waiting_group> groups;
        std::vector<append_failure> refused;
        std::uint64_t ticket = 0;
        {
            std::unique_lock hold(guard_);
            turn_.wait(hold, [&] { return stopping_ || !queue_.empty() || !refused_.empty(); });
            if (queue_.empty() && refused_.empty()) return;
            refused.swap(refused_);
            groups.assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(queue_.end()));
            queue_.clear();
            for (const auto& each : groups) ticket = std::max(ticket, each.group.keys_until);
        }
        for (const auto& each : refused) failures_.on_append_failed(each);
        // Tickets grow, so the greatest stands for all of them.
        const auto durable = ticket == 0 ? expected<void>{} : vault_.make_durable(ticket);
        pass_on(groups, durable);
    }
}

void keys_first::pass_on(std::vector<waiting_group>& groups, const expected<void>& durable) {
    std::vector<append_failure> failures;
    // What follows a group that will never be in the log extends it, and would be ignored.
    std::set<partition_number> broken;
    {
        const std::lock_guard hold(guard_);
        for (auto& [group, renewed] : groups) {
            of_partition& here = at(group.partition);
            octets_ -= octets_of(group);
            --here.waiting;
            if (renewed != here.renewed) continue;
            if (!durable && group.keys_until != 0) broken.insert(group.partition);
            if (broken.contains(group.partition))
                failures.push_back({group.partition, group.token, false, durable.error()});
            else
                next_.append(std::move(group));
        }
        for (auto& each : queue_) {
            if (!broken.contains(each.group.partition) || each.renewed != at(each.group.partition).renewed) continue;
            failures.push_back({each.group.partition, each.group.token, false, durable.error()});
            // Told already: as if it had been renewed.
            each.renewed = static_cast<std::uint64_t>(-1);
        }
    }
    for (const auto& each : failures) failures_.on_append_failed(each);
}

}  // namespace parcours
