// SPDX-License-Identifier: Apache-2.0
#include "infra/kafka/cursor.hpp"

#include <librdkafka/rdkafka.h>

#include "infra/kafka/client.hpp"
#include "infra/kafka/error_class.hpp"

namespace parcours::kafka {
namespace {

constexpr int fetch_wait_max_ms = 10;  // an empty fetch only tells the end, and should tell it soon

}  // namespace

expected<std::unique_ptr<cursor>> cursor::open(const settings& given) {
    auto client = make_consumer(given, fetch_wait_max_ms);
    if (!client) return tl::unexpected(std::move(client).error());
    return std::unique_ptr<cursor>(new cursor(given, *std::move(client)));
}

cursor::cursor(const settings& given, handle client)
    : topic_(topic_name(given)),
      request_timeout_ms_(given.request_timeout_ms),
      client_(std::move(client)),
      known_(rd_kafka_topic_new(client_.get(), topic_.c_str(), nullptr)),
      records_(rd_kafka_queue_get_consumer(client_.get())) {}

expected<void> cursor::place(partition_number partition, std::int64_t from) {
    going_on_ = false;
    partitions_handle one(rd_kafka_topic_partition_list_new(1));
    rd_kafka_topic_partition_list_add(one.get(), topic_.c_str(), static_cast<std::int32_t>(partition))->offset = from;
    if (const auto error = rd_kafka_assign(client_.get(), one.get()); error != RD_KAFKA_RESP_ERR_NO_ERROR)
        return tl::unexpected(failure_of(error, "a partition cannot be assigned"));
    partition_ = partition;
    next_ = from;
    going_on_ = true;
    return {};
}

expected<std::int64_t> cursor::read(partition_number partition, std::int64_t from, std::size_t records_max,
                                    const show_record& show) {
    if (!stands_at(partition, from))
        if (auto placed = place(partition, from); !placed) return tl::unexpected(std::move(placed).error());
    for (std::size_t shown = 0; shown < records_max;) {
        const message_handle message(rd_kafka_consume_queue(records_.get(), request_timeout_ms_));
        if (!message) {
            going_on_ = false;
            return failed(failure_code::unavailable, "no broker answers for " + topic_);
        }
        if (message->rkt != nullptr && message->partition != static_cast<std::int32_t>(partition)) continue;
        if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
            going_on_ = false;  // the end is told once only, so the next piece is assigned anew
            return next_;
        }
        if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
            if (classify(message->err) == error_class::retriable) continue;
            going_on_ = false;
            return tl::unexpected(failure_of(message->err, topic_ + " cannot be read"));
        }
        if (message->offset < from) continue;
        next_ = message->offset + 1;
        ++shown;
        show({partition, message->offset, {static_cast<const char*>(message->payload), message->len}});
    }
    return next_;
}

}  // namespace parcours::kafka
