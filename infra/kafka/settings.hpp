// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "events/commit/frame.hpp"
#include "events/id.hpp"
#include "infra/kafka/access.hpp"

namespace parcours::kafka {

// A batch that the producer makes holds one frame at least, and never more than this: what `max.message.bytes` must allow.
inline constexpr std::size_t batch_size_max = frame_size_max + 64 * 1024;

// How a process reaches its Kafka log, and the bounds of all waiting there.
struct settings {
    std::string bootstrap;            // "host:port", several separated by commas
    std::string prefix = "parcours";  // the topic is "<prefix>.events"
    partition_number partitions = 32;
    broker_access access;
    int request_timeout_ms = 10'000;   // for one question to the brokers, its repeats included
    int delivery_timeout_ms = 10'000;  // an append which was not confirmed by then is in doubt
    int fetch_wait_max_ms = 100;       // how long a broker holds a fetch that finds nothing new
    int leader_interval_ms = 1'000;    // how often leaders are asked for
    int check_interval_ms = 60'000;    // how often topic, generation and last records are checked
    std::size_t waiting_groups_max = 8'192;
    std::size_t waiting_bytes_max = std::size_t{64} * 1024 * 1024;  // not yet sent and sent but not confirmed
};

inline std::string topic_name(const settings& given) { return given.prefix + ".events"; }

}  // namespace parcours::kafka
