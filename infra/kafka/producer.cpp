// SPDX-License-Identifier: Apache-2.0
#include "infra/kafka/producer.hpp"

#include <librdkafka/rdkafka.h>

#include "infra/kafka/client.hpp"

namespace parcours::kafka {
namespace {

// Of all errors that come with a report only this one says for sure that the record was never on its way: everything
// else, a time-out first of all, is doubt.
bool certainly_unsent(const rd_kafka_message_t& report) {
    return report.err == RD_KAFKA_RESP_ERR__PURGE_QUEUE &&
           rd_kafka_message_status(&report) == RD_KAFKA_MSG_STATUS_NOT_PERSISTED;
}

}  // namespace

expected<std::unique_ptr<producer>> producer::open(const settings& given) {
    auto client = make_producer(given);
    if (!client) return tl::unexpected(std::move(client).error());
    return std::unique_ptr<producer>(new producer(given, *std::move(client)));
}

producer::producer(const settings& given, handle client)
    : client_(std::move(client)),
      // Before the first record: otherwise that one waits a second for the topic to be known.
      topic_(rd_kafka_topic_new(client_.get(), topic_name(given).c_str(), nullptr)),
      reports_(rd_kafka_queue_get_main(client_.get())) {}

producer::~producer() {
    rd_kafka_purge(client_.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT | RD_KAFKA_PURGE_F_NON_BLOCKING);
}

error_number producer::send(partition_number partition, byte_view record, std::uint64_t group) {
    // A number that is told back, and never followed.
    void* const told_back = reinterpret_cast<void*>(group);  // NOLINT(performance-no-int-to-ptr)
    if (rd_kafka_produce(topic_.get(), static_cast<std::int32_t>(partition), RD_KAFKA_MSG_F_COPY,
                         const_cast<char*>(record.data()), record.size(), nullptr, 0, told_back) == 0) {
        ++in_flight_;
        return RD_KAFKA_RESP_ERR_NO_ERROR;
    }
    const error_number error = rd_kafka_last_error();
    if (classify(client_.get(), error) == error_class::fatal) dead_ = true;
    return error;
}

void producer::poll(const std::function<void(const delivery&)>& show) {
    while (const event_handle event{rd_kafka_queue_poll(reports_.get(), 0)}) {
        if (rd_kafka_event_type(event.get()) == RD_KAFKA_EVENT_ERROR) {
            if (classify(client_.get(), rd_kafka_event_error(event.get())) == error_class::fatal) dead_ = true;
            continue;
        }
        if (rd_kafka_event_type(event.get()) != RD_KAFKA_EVENT_DR) continue;
        while (const auto* report = rd_kafka_event_message_next(event.get())) {
            --in_flight_;
            show({reinterpret_cast<std::uint64_t>(report->_private), report->err, !certainly_unsent(*report),
                  report->offset});
        }
    }
}

void producer::give_up() { rd_kafka_purge(client_.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT); }

}  // namespace parcours::kafka
