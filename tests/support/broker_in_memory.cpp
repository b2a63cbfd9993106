// SPDX-License-Identifier: Apache-2.0
#include "tests/support/broker_in_memory.hpp"

#include <algorithm>

namespace parcours {

broker_in_memory::broker_in_memory(log_shape shape, std::uint64_t seed)
    : shape_(shape), random_(seed), records_(shape.partitions) {}

void broker_in_memory::set_faults(const log_faults& faults) {
    const std::lock_guard hold(guard_);
    faults_ = faults;
}

broker_in_memory::line broker_in_memory::open_line() {
    const std::lock_guard hold(guard_);
    return ++lines_;
}

void broker_in_memory::send(line from, append_group group) {
    const std::lock_guard hold(guard_);
    waiting_[{from, group.partition}].push_back(std::move(group));
}

void broker_in_memory::keep_for_later(const append_group& group) {
    for (const auto& each : group.frames) late_.emplace_back(group.partition, each);
}

void broker_in_memory::abandon(line from, partition_number partition) {
    const std::lock_guard hold(guard_);
    const auto found = waiting_.find({from, partition});
    if (found == waiting_.end()) return;
    for (const auto& each : found->second) keep_for_later(each);
    waiting_.erase(found);
}

broker_in_memory::delivery broker_in_memory::deliver(line from, partition_number partition) {
    const std::lock_guard hold(guard_);
    const auto found = waiting_.find({from, partition});
    if (found == waiting_.end() || found->second.empty()) return {};
    append_group group = std::move(found->second.front());
    found->second.pop_front();

    std::optional<append_failure> failed;
    bool arrives = true;
    if (random_.chance(faults_.fail_unsent))
        return {true, append_failure{partition, group.token, false, {failure_code::unavailable, "the queue is full"}}};
    if (random_.chance(faults_.fail_sent)) {
        failed = append_failure{partition, group.token, true, {failure_code::in_doubt, "the broker did not answer"}};
        arrives = random_.chance(500);
        if (!arrives) keep_for_later(group);
    } else if (random_.chance(faults_.lose)) {
        arrives = false;
    } else if (random_.chance(faults_.delay)) {
        arrives = false;
        keep_for_later(group);
    } else if (random_.chance(faults_.duplicate)) {
        keep_for_later(group);
    }
    if (arrives)
        for (auto& each : group.frames) add(partition, std::move(each));
    return {true, std::move(failed)};
}

bool broker_in_memory::waits(line from, partition_number partition) const {
    const std::lock_guard hold(guard_);
    const auto found = waiting_.find({from, partition});
    return found != waiting_.end() && !found->second.empty();
}

bool broker_in_memory::deliver_late() {
    const std::lock_guard hold(guard_);
    if (late_.empty()) return false;
    auto& chosen = late_[random_.below(late_.size())];
    add(chosen.first, std::move(chosen.second));
    std::swap(chosen, late_.back());
    late_.pop_back();
    return true;
}

std::size_t broker_in_memory::late_count() const {
    const std::lock_guard hold(guard_);
    return late_.size();
}

std::int64_t broker_in_memory::append(partition_number partition, bytes value) {
    const std::lock_guard hold(guard_);
    return add(partition, std::move(value));
}

std::int64_t broker_in_memory::add(partition_number partition, bytes value) {
    auto& records = records_.at(partition);
    std::int64_t offset = records.empty() ? 0 : records.back().offset + 1;
    if (random_.chance(faults_.gap)) offset += 1 + static_cast<std::int64_t>(random_.below(3));
    records.push_back({offset, std::move(value)});
    return offset;
}

std::int64_t broker_in_memory::read(partition_number partition, std::int64_t from, std::size_t records_max,
                                    const std::function<void(const log_record&)>& show) const {
    const std::lock_guard hold(guard_);
    const auto& records = records_.at(partition);
    auto at = std::lower_bound(records.begin(), records.end(), from,
                               [](const record& each, std::int64_t offset) { return each.offset < offset; });
    std::int64_t next = from;
    for (std::size_t shown = 0; shown < records_max && at != records.end(); ++shown, ++at) {
        show({partition, at->offset, at->value});
        next = at->offset + 1;
    }
    return next;
}

std::int64_t broker_in_memory::next_offset(partition_number partition) const {
    const std::lock_guard hold(guard_);
    const auto& records = records_.at(partition);
    return records.empty() ? 0 : records.back().offset + 1;
}

}  // namespace parcours
