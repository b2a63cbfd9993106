// SPDX-License-Identifier: Apache-2.0
#include "infra/kafka/handles.hpp"

#include <librdkafka/rdkafka.h>

namespace parcours::kafka {

void freed::operator()(rd_kafka_s* owned) const { rd_kafka_destroy(owned); }
void freed::operator()(rd_kafka_conf_s* owned) const { rd_kafka_conf_destroy(owned); }
void freed::operator()(rd_kafka_queue_s* owned) const { rd_kafka_queue_destroy(owned); }
void freed::operator()(rd_kafka_topic_s* owned) const { rd_kafka_topic_destroy(owned); }
void freed::operator()(rd_kafka_message_s* owned) const { rd_kafka_message_destroy(owned); }
void freed::operator()(rd_kafka_op_s* owned) const { rd_kafka_event_destroy(owned); }
void freed::operator()(const struct rd_kafka_metadata* owned) const { rd_kafka_metadata_destroy(owned); }
void freed::operator()(rd_kafka_topic_partition_list_s* owned) const { rd_kafka_topic_partition_list_destroy(owned); }

}  // namespace parcours::kafka
