// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>

#include "infra/kafka/handles.hpp"

struct rd_kafka_mock_cluster_s;

namespace parcours {

// Brokers of librdkafka's own inside this process: they produce, fetch, fail and go away, and keep 5 MiB a partition.
// They can neither create topics nor describe their settings, and hold one copy.
class mock_cluster {
  public:
    explicit mock_cluster(int brokers = 1);

    std::string bootstrap() const;
    void create_topic(const std::string& name, int partitions);
    // What the next produce requests are answered, one each; then all is well again.
    void answer_produce_with(std::initializer_list<int> errors);
    void answer_fetch_with(std::initializer_list<int> errors);
    void stop_broker(int broker);
    void start_broker(int broker);
    void set_round_trip_ms(int broker, int round_trip_ms);
    void move_leader(const std::string& topic, int partition, int broker);

  private:
    void answer_with(std::int16_t request, std::initializer_list<int> errors);

    kafka::handle owner_;
    rd_kafka_mock_cluster_s* cluster_;  // of the owner
};

}  // namespace parcours
