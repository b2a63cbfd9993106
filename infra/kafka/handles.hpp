// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

struct rd_kafka_s;
struct rd_kafka_conf_s;
struct rd_kafka_queue_s;
struct rd_kafka_topic_s;
struct rd_kafka_message_s;
struct rd_kafka_op_s;
struct rd_kafka_metadata;
struct rd_kafka_topic_partition_list_s;

namespace parcours::kafka {

struct freed {
    void operator()(rd_kafka_s* owned) const;  // waits until its threads have ended, 5 s at most
    void operator()(rd_kafka_conf_s* owned) const;
    void operator()(rd_kafka_queue_s* owned) const;
    void operator()(rd_kafka_topic_s* owned) const;
    void operator()(rd_kafka_message_s* owned) const;
    void operator()(rd_kafka_op_s* owned) const;
    void operator()(const struct rd_kafka_metadata* owned) const;
    void operator()(rd_kafka_topic_partition_list_s* owned) const;
};

// What librdkafka hands over. Messages, queues and topics must be gone before the handle they came from: declare the
// handle first.
using handle = std::unique_ptr<rd_kafka_s, freed>;
using queue_handle = std::unique_ptr<rd_kafka_queue_s, freed>;
using topic_handle = std::unique_ptr<rd_kafka_topic_s, freed>;
using message_handle = std::unique_ptr<rd_kafka_message_s, freed>;
using event_handle = std::unique_ptr<rd_kafka_op_s, freed>;
using metadata_handle = std::unique_ptr<const struct rd_kafka_metadata, freed>;
using partitions_handle = std::unique_ptr<rd_kafka_topic_partition_list_s, freed>;

}  // namespace parcours::kafka
