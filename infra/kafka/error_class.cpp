// SPDX-License-Identifier: Apache-2.0
#include "infra/kafka/error_class.hpp"

#include <array>

#include <librdkafka/rdkafka.h>

namespace parcours::kafka {

error_class classify(error_number error) {
    switch (error) {
        case RD_KAFKA_RESP_ERR_NO_ERROR: return error_class::none;
        case RD_KAFKA_RESP_ERR__FATAL: return error_class::fatal;
        case RD_KAFKA_RESP_ERR__TRANSPORT:
        case RD_KAFKA_RESP_ERR__RESOLVE:
        case RD_KAFKA_RESP_ERR__TIMED_OUT:
        case RD_KAFKA_RESP_ERR__TIMED_OUT_QUEUE:
        case RD_KAFKA_RESP_ERR__MSG_TIMED_OUT:
        case RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN:
        case RD_KAFKA_RESP_ERR__QUEUE_FULL:
        case RD_KAFKA_RESP_ERR__WAIT_CACHE:
        case RD_KAFKA_RESP_ERR__WAIT_COORD:
        case RD_KAFKA_RESP_ERR__RETRY:
        case RD_KAFKA_RESP_ERR__ISR_INSUFF:
        case RD_KAFKA_RESP_ERR__UNKNOWN_BROKER:
        // A topic just made, or a leader just moved, is unknown to some brokers for a moment.
        case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
        case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
        case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART:
        case RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE:
        case RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION:
        case RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT:
        case RD_KAFKA_RESP_ERR_BROKER_NOT_AVAILABLE:
        case RD_KAFKA_RESP_ERR_REPLICA_NOT_AVAILABLE:
        case RD_KAFKA_RESP_ERR_NETWORK_EXCEPTION:
        case RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS:
        case RD_KAFKA_RESP_ERR_COORDINATOR_NOT_AVAILABLE:
        case RD_KAFKA_RESP_ERR_NOT_COORDINATOR:
        case RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS:
        case RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS_AFTER_APPEND:
        case RD_KAFKA_RESP_ERR_NOT_CONTROLLER:
        case RD_KAFKA_RESP_ERR_KAFKA_STORAGE_ERROR:
        case RD_KAFKA_RESP_ERR_FENCED_LEADER_EPOCH:
        case RD_KAFKA_RESP_ERR_UNKNOWN_LEADER_EPOCH:
        case RD_KAFKA_RESP_ERR_OFFSET_NOT_AVAILABLE: return error_class::retriable;
        default: return error_class::failed;
    }
}

error_class classify(rd_kafka_s* client, error_number error) {
    std::array<char, 8> unused{};
    if (rd_kafka_fatal_error(client, unused.data(), unused.size()) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return error_class::fatal;
    return classify(error);
}

failure failure_of(error_number error, std::string what) {
    failure_code code = failure_code::unavailable;
    switch (error) {
        case RD_KAFKA_RESP_ERR__BAD_MSG:
        case RD_KAFKA_RESP_ERR__BAD_COMPRESSION:
        case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET:
        case RD_KAFKA_RESP_ERR_INVALID_MSG:
        case RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE: code = failure_code::corrupt; break;
        case RD_KAFKA_RESP_ERR__DESTROY: code = failure_code::stopped; break;
        default:
            if (classify(error) == error_class::failed) code = failure_code::invalid;
    }
    return {code, std::move(what) + ": " + rd_kafka_err2str(static_cast<rd_kafka_resp_err_t>(error))};
}

}  // namespace parcours::kafka
