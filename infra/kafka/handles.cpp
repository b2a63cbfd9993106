// SPDX-License-Identifier: Apache-2.0
#include "infra/kafka/handles.hpp"

#include <chrono>
#include <future>
#include <thread>

#include <librdkafka/rdkafka.h>

namespace parcours::kafka {
namespace {

constexpr std::chrono::seconds close_max{5};

}  // namespace

// librdkafka 2.0.2 may wait for ever for a consumer's thread whose topic was removed and made anew. Then the client is
// left behind, for such a process has stopped reading and is about to end.
void freed::operator()(rd_kafka_s* owned) const {
    std::packaged_task<void()> close([owned] { rd_kafka_destroy(owned); });
    const auto closed = close.get_future();
    std::thread(std::move(close)).detach();
    closed.wait_for(close_max);
}

void freed::operator()(rd_kafka_conf_s* owned) const { rd_kafka_conf_destroy(owned); }
void freed::operator()(rd_kafka_queue_s* owned) const { rd_kafka_queue_destroy(owned); }
void freed::operator()(rd_kafka_topic_s* owned) const { rd_kafka_topic_destroy(owned); }
void freed::operator()(rd_kafka_message_s* owned) const { rd_kafka_message_destroy(owned); }
void freed::operator()(rd_kafka_op_s* owned) const { rd_kafka_event_destroy(owned); }
void freed::operator()(const struct rd_kafka_metadata* owned) const { rd_kafka_metadata_destroy(owned); }
void freed::operator()(rd_kafka_topic_partition_list_s* owned) const { rd_kafka_topic_partition_list_destroy(owned); }

}  // namespace parcours::kafka
