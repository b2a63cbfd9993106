// SPDX-License-Identifier: Apache-2.0
#include "infra/kafka/settings_of.hpp"

#include "infra/kafka/client.hpp"

namespace parcours::kafka {
namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20;

}  // namespace

settings settings_of(const process_settings& told) {
    settings made;
    made.bootstrap = told.kafka_bootstrap;
    made.prefix = told.kafka_prefix;
    made.partitions = static_cast<partition_number>(told.log_partitions);
    made.access = {told.kafka_security,       told.kafka_ca_file,   told.kafka_certificate_file,  told.kafka_key_file,
                   told.kafka_sasl_mechanism, told.kafka_sasl_user, told.kafka_sasl_password_file};
    made.request_timeout_ms = static_cast<int>(told.kafka_request_timeout_ms);
    made.delivery_timeout_ms = static_cast<int>(told.kafka_delivery_timeout_ms);
    made.waiting_bytes_max = static_cast<std::size_t>(told.log_queue_mib_max) * mebibyte;
    return made;
}

expected<void> check_settings(const settings& given) {
    const auto made = make_consumer(given, given.fetch_wait_max_ms);
    if (!made) return tl::unexpected(made.error());
    return {};
}

}  // namespace parcours::kafka
