// SPDX-License-Identifier: Apache-2.0
#include "tests/support/log_in_memory.hpp"

namespace parcours {

log_in_memory::log_in_memory(log_shape shape, std::uint64_t seed)
    : own_(std::make_unique<broker_in_memory>(shape, seed)),
      broker_(own_.get()),
      history_(shape),
      lines_(shape.partitions),
      readings_(shape.partitions) {
    for (partition_number each = 0; each < shape.partitions; ++each) begin(each);
}

log_in_memory::log_in_memory(broker_in_memory& broker)
    : broker_(&broker),
      history_(broker.shape()),
      lines_(broker.shape().partitions),
      readings_(broker.shape().partitions) {
    for (partition_number each = 0; each < broker.shape().partitions; ++each) begin(each);
}

void log_in_memory::begin(partition_number partition) {
    lines_[partition] = broker_->open_line();
    readings_[partition].stopped = nullptr;
    readings_[partition].rule = std::make_unique<acceptance>(
        partition, *history_.end(partition), [this](const stream_id& stream) -> expected<std::uint64_t> {
            std::uint64_t last = 0;
            const auto count = [&](const struct position&, const commit&, const stream_part& part) {
                last = part.first_version + part.events.size() - 1;
                return true;
            };
            if (auto read = history_.read_stream(stream, 1, INT64_MAX, count); !read)
                return tl::unexpected(std::move(read).error());
            return last;
        });
}

void log_in_memory::attach(log_listener* reads, append_listener* failures) {
    reads_ = reads;
    failures_ = failures;
}

void log_in_memory::append(append_group group) {
    const auto line = lines_.at(group.partition).load();
    broker_->send(line, std::move(group));
}

void log_in_memory::renew(partition_number partition) {
    const auto before = lines_.at(partition).exchange(broker_->open_line());
    broker_->abandon(before, partition);
}

expected<std::int64_t> log_in_memory::read(partition_number partition, std::int64_t from, std::size_t records_max,
                                           const std::function<void(const log_record&)>& show) const {
    return broker_->read(partition, from, records_max, show);
}

bool log_in_memory::send(partition_number partition) {
    const auto done = broker_->deliver(lines_.at(partition), partition);
    if (done.failed && failures_ != nullptr) failures_->on_append_failed(*done.failed);
    return done.arrived;
}

void log_in_memory::tell(partition_number partition, std::vector<accepted>& group) {
    history_.pass(partition, readings_[partition].rule->end().next);
    if (!group.empty() && reads_ != nullptr) reads_->on_accepted(group);
    group.clear();
}

bool log_in_memory::take(const log_record& record, std::vector<accepted>& group) {
    auto& here = readings_[record.partition];
    auto verdict = here.rule->take(record.offset, record.value);
    if (auto* next = std::get_if<accepted>(&verdict)) {
        history_.take(*next, record.value);
        group.push_back(std::move(*next));
        return true;
    }
    tell(record.partition, group);
    if (const auto* passed = std::get_if<ignored>(&verdict); passed != nullptr && reads_ != nullptr)
        reads_->on_ignored(*passed);
    if (auto* why = std::get_if<failure>(&verdict)) {
        here.stopped = std::make_unique<failure>(std::move(*why));
        if (reads_ != nullptr) reads_->on_stopped(record.partition, *here.stopped);
        return false;
    }
    return true;
}

std::size_t log_in_memory::tail(partition_number partition, std::size_t records_max) {
    const auto& here = readings_.at(partition);
    if (here.stopped) return 0;
    // Copied first, for a listener may append.
    std::vector<std::pair<std::int64_t, bytes>> records;
    broker_->read(partition, here.rule->end().next, records_max,
                  [&](const log_record& each) { records.emplace_back(each.offset, each.value); });
    std::vector<accepted> group;
    std::size_t taken = 0;
    for (const auto& [offset, value] : records) {
        ++taken;
        if (!take({partition, offset, value}, group)) break;
    }
    tell(partition, group);
    return taken;
}

void log_in_memory::settle() {
    constexpr std::size_t records_at_once = 1000;
    for (bool more = true; more;) {
        more = false;
        for (partition_number each = 0; each < shape().partitions; ++each) {
            while (send(each)) more = true;
            while (tail(each, records_at_once) > 0) more = true;
        }
    }
}

void log_in_memory::restart(partition_number partition, std::size_t frames_kept) {
    broker_->abandon(lines_.at(partition), partition);
    history_.cut(partition, frames_kept);
    begin(partition);
}

const failure* log_in_memory::stopped(partition_number partition) const {
    return readings_.at(partition).stopped.get();
}

}  // namespace parcours
