// SPDX-License-Identifier: Apache-2.0
#include "tests/infra/kafka/mock_cluster.hpp"

#include <array>
#include <vector>

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

#include "events/check.hpp"

namespace parcours {
namespace {

constexpr std::int16_t produce_request = 0;
constexpr std::int16_t fetch_request = 1;

kafka::handle make_owner(int brokers) {
    std::array<char, 256> why{};
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    rd_kafka_conf_set(conf, "test.mock.num.brokers", std::to_string(brokers).c_str(), why.data(), why.size());
    rd_kafka_conf_set(conf, "log_level", "0", why.data(), why.size());
    return kafka::handle(rd_kafka_new(RD_KAFKA_PRODUCER, conf, why.data(), why.size()));
}

}  // namespace

mock_cluster::mock_cluster(int brokers)
    : owner_(make_owner(brokers)), cluster_(rd_kafka_handle_mock_cluster(owner_.get())) {}

std::string mock_cluster::bootstrap() const { return rd_kafka_mock_cluster_bootstraps(cluster_); }

void mock_cluster::create_topic(const std::string& name, int partitions) {
    check(rd_kafka_mock_topic_create(cluster_, name.c_str(), partitions, 1) == RD_KAFKA_RESP_ERR_NO_ERROR,
          "the mock cluster creates a topic");
}

void mock_cluster::answer_with(std::int16_t request, std::initializer_list<int> errors) {
    std::vector<rd_kafka_resp_err_t> all;
    for (const int each : errors) all.push_back(static_cast<rd_kafka_resp_err_t>(each));
    rd_kafka_mock_push_request_errors_array(cluster_, request, all.size(), all.data());
}

void mock_cluster::answer_produce_with(std::initializer_list<int> errors) { answer_with(produce_request, errors); }
void mock_cluster::answer_fetch_with(std::initializer_list<int> errors) { answer_with(fetch_request, errors); }
void mock_cluster::stop_broker(int broker) { rd_kafka_mock_broker_set_down(cluster_, broker); }
void mock_cluster::start_broker(int broker) { rd_kafka_mock_broker_set_up(cluster_, broker); }
void mock_cluster::set_round_trip_ms(int broker, int round_trip_ms) {
    rd_kafka_mock_broker_set_rtt(cluster_, broker, round_trip_ms);
}
void mock_cluster::move_leader(const std::string& topic, int partition, int broker) {
    rd_kafka_mock_partition_set_leader(cluster_, topic.c_str(), partition, broker);
}

}  // namespace parcours
