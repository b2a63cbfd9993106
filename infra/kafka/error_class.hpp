// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "events/failure.hpp"

struct rd_kafka_s;

namespace parcours::kafka {

// librdkafka's `rd_kafka_resp_err_t`, whose header stays in the sources.
using error_number = int;

// What is to be done about an error.
enum class error_class {
    none,
    fatal,      // this producer will never send again: a new one
    retriable,  // the same question may be answered later
    failed,     // it will not: say so, with the context
};
error_class classify(error_number error);
// The same of an error of this client, which may have become unusable before.
error_class classify(rd_kafka_s* client, error_number error);

// "<what>: <librdkafka's description>".
failure failure_of(error_number error, std::string what);

}  // namespace parcours::kafka
