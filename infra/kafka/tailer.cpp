// SPDX-License-Identifier: Apache-2.0
#include "infra/kafka/tailer.hpp"

#include <fmt/format.h>
#include <librdkafka/rdkafka.h>

#include "infra/kafka/client.hpp"
#include "infra/kafka/error_class.hpp"
#include "infra/kafka/generation.hpp"

namespace parcours::kafka {
namespace {

using steady = std::chrono::steady_clock;

constexpr int wait_max_ms = 200;
// One group: what is written to the store in one batch.
constexpr std::size_t group_records_max = 512;
constexpr std::size_t group_octets_max = std::size_t{4} * 1024 * 1024;
// How soon a position that a broker does not know is asked for again.
constexpr std::chrono::milliseconds assign_pause{200};

}  // namespace

expected<std::unique_ptr<tailer>> tailer::open(const settings& given, frame_journal& history) {
    auto client = make_consumer(given, given.fetch_wait_max_ms);
    if (!client) return tl::unexpected(std::move(client).error());
    std::unique_ptr<tailer> made(new tailer(given, history, *std::move(client)));
    const partition_number partitions = history.shape().partitions;
    for (partition_number each = 0; each < partitions; ++each)
        if (auto begun = made->begin(each); !begun) return tl::unexpected(std::move(begun).error());
    made->touched_.resize(partitions);
    return made;
}

tailer::tailer(const settings& given, frame_journal& history, handle client)
    : given_(given),
      topic_(topic_name(given)),
      history_(history),
      client_(std::move(client)),
      known_(rd_kafka_topic_new(client_.get(), topic_.c_str(), nullptr)),
      records_(rd_kafka_queue_get_consumer(client_.get())),
      group_(history.begin()) {}

tailer::~tailer() { stop(); }

expected<void> tailer::begin(partition_number partition) {
    auto from = history_.end(partition);
    if (!from) return tl::unexpected(std::move(from).error());
    lanes_.push_back(std::make_unique<lane>(history_.reader(partition, group_)));
    auto& made = *lanes_.back();
    made.next = from->next;
    if (from->offset >= 0) made.last.push_back({from->offset, from->at.hash});
    return {};
}

expected<void> tailer::assign() {
    partitions_handle all(rd_kafka_topic_partition_list_new(static_cast<int>(lanes_.size())));
    for (partition_number each = 0; each < lanes_.size(); ++each)
        if (!lanes_[each]->stopped)
            rd_kafka_topic_partition_list_add(all.get(), topic_.c_str(), static_cast<std::int32_t>(each))->offset =
                lanes_[each]->next;
    if (const auto error = rd_kafka_assign(client_.get(), all.get()); error != RD_KAFKA_RESP_ERR_NO_ERROR)
        return tl::unexpected(failure_of(error, topic_ + " cannot be assigned"));
    return {};
}

void tailer::start(log_listener& listener) {
    listener_ = &listener;
    thread_ = std::thread([this] { work(); });
}

void tailer::stop() {
    stopping_ = true;
    rd_kafka_queue_yield(records_.get());
    if (thread_.joinable()) thread_.join();
}

std::vector<read_record> tailer::last_accepted(partition_number partition) const {
    const std::lock_guard held(guard_);
    const auto& last = lanes_[partition]->last;
    return {last.begin(), last.end()};
}

void tailer::distrust(partition_number partition, const failure& why) {
    {
        const std::lock_guard held(guard_);
        orders_.push_back({partition, why});
    }
    rd_kafka_queue_yield(records_.get());
}

void tailer::work() {
    assign_at_ = steady::now();
    while (!stopping_) {
        take_orders();
        if (assign_at_ && steady::now() >= *assign_at_) {
            assign_at_.reset();
            if (auto assigned = assign(); !assigned)
                for (partition_number each = 0; each < lanes_.size(); ++each) stop_partition(each, assigned.error());
        }
        read_group();
        write_group();
        tell_group();
    }
}

void tailer::take_orders() {
    std::vector<stop_order> orders;
    {
        const std::lock_guard held(guard_);
        orders.swap(orders_);
    }
    for (auto& each : orders) stop_partition(each.partition, std::move(each.why));
    tell_group();
}

// The first record is waited for, the rest are those that are there: a batch that is waited for waits till it is full.
void tailer::read_group() {
    message_handle message(rd_kafka_consume_queue(records_.get(), assign_at_ ? 10 : wait_max_ms));
    for (std::size_t count = 1; message; ++count) {
        take(*message);
        if (count >= group_records_max || group_.octets() >= group_octets_max) return;
        message.reset(rd_kafka_consume_queue(records_.get(), 0));
    }
}

void tailer::take(const rd_kafka_message_s& message) {
    if (message.err != RD_KAFKA_RESP_ERR_NO_ERROR) {
        take_error(message);
        return;
    }
    const auto partition = static_cast<partition_number>(message.partition);
    auto& here = *lanes_.at(partition);
    // A record from before the last assignment may come once more.
    if (here.stopped || message.offset < here.rule.end().next) return;
    here.lost_since.reset();
    const byte_view octets(static_cast<const char*>(message.payload), message.len);
    auto verdict = here.rule.take(message.offset, octets);
    if (auto* why = std::get_if<failure>(&verdict)) {
        stop_partition(partition, std::move(*why));
        return;
    }
    touched_[partition] = true;
    if (auto* taken = std::get_if<accepted>(&verdict)) {
        group_.accept(*taken, octets);
        told_.emplace_back(std::move(*taken));
    } else if (auto* passed = std::get_if<ignored>(&verdict)) {
        told_.emplace_back(*passed);
    } else if (partition != 0 || !read_generation_record(octets)) {
        ++foreign_;
    }
}

void tailer::take_error(const rd_kafka_message_s& message) {
    const bool of_partition =
        message.rkt != nullptr && message.partition >= 0 && static_cast<std::size_t>(message.partition) < lanes_.size();
    if (!of_partition) {
        ++disturbances_;
        return;
    }
    const auto partition = static_cast<partition_number>(message.partition);
    auto& here = *lanes_[partition];
    if (here.stopped) return;
    switch (message.err) {
        case RD_KAFKA_RESP_ERR__PARTITION_EOF:
            here.lost_since.reset();
            here.reached_end = true;
            return;
        case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET:
        case RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE: lose(partition); return;
        default: break;
    }
    if (classify(message.err) == error_class::retriable)
        ++disturbances_;
    else
        stop_partition(partition, failure_of(message.err, fmt::format("partition {} cannot be read", partition)));
}

// A leader of before may not know our position for a moment; only one that still does not after a while has lost it.
void tailer::lose(partition_number partition) {
    auto& here = *lanes_[partition];
    const auto now = steady::now();
    if (!here.lost_since) here.lost_since = now;
    if (now - *here.lost_since < std::chrono::milliseconds(given_.request_timeout_ms)) {
        if (!assign_at_) assign_at_ = now + assign_pause;
        return;
    }
    stop_partition(partition,
                   {failure_code::corrupt,
                    fmt::format("partition {} was read up to offset {}, and no record can be there any more: "
                                "the brokers have lost its end, or its beginning was removed",
                                partition, here.rule.end().next)});
}

}  // namespace parcours::kafka
