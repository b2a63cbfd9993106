// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/failure.hpp"
#include "infra/kafka/handles.hpp"
#include "infra/kafka/settings.hpp"

namespace parcours::kafka {

// Idempotent, acks=all, no linger: the executor groups. Its delivery reports come as events of its main queue.
expected<handle> make_producer(const settings& given);

// Reads uncommitted, checks CRCs, never commits a position, never goes elsewhere when its position is gone, and tells
// the end of each partition. `fetch_wait_max_ms` bounds how long a broker may hold an empty fetch.
expected<handle> make_consumer(const settings& given, int fetch_wait_max_ms);

// What a consumer that reads nothing was told of its connections: " (SASL authentication error: …)", or nothing. A
// question that was not answered says only that; this says why.
std::string trouble_of(rd_kafka_s* consumer);

}  // namespace parcours::kafka
