// SPDX-License-Identifier: Apache-2.0
#include "tests/contracts/executor_contract.hpp"
#include "tests/contracts/log_contract.hpp"
#include "tests/infra/kafka/kafka_under_test.hpp"

namespace parcours {
namespace {

const log_kind on_mock{"Mock", [] { return std::make_unique<kafka_under_test>(); }};
const log_kind on_broker{"Broker", [] { return std::make_unique<kafka_under_test>(real_bootstrap()); }, real_missing};

INSTANTIATE_TEST_SUITE_P(Kafka, ALog, testing::Values(on_mock, on_broker), log_kind_name);
INSTANTIATE_TEST_SUITE_P(Kafka, AJournal, testing::Values(on_mock, on_broker), log_kind_name);
INSTANTIATE_TEST_SUITE_P(Kafka, ExecutorsOverALog, testing::Values(on_mock, on_broker), executors_over);

}  // namespace
}  // namespace parcours
