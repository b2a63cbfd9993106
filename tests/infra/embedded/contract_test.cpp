// SPDX-License-Identifier: Apache-2.0
#include "tests/contracts/executor_contract.hpp"
#include "tests/contracts/log_contract.hpp"
#include "tests/infra/embedded/embedded_under_test.hpp"

namespace parcours {
namespace {

const log_kind embedded{"Embedded", [] { return std::make_unique<embedded_under_test>(); }};

INSTANTIATE_TEST_SUITE_P(Embedded, ALog, testing::Values(embedded), log_kind_name);
INSTANTIATE_TEST_SUITE_P(Embedded, AJournal, testing::Values(embedded), log_kind_name);
INSTANTIATE_TEST_SUITE_P(Embedded, ExecutorsOverALog, testing::Values(embedded), executors_over);

}  // namespace
}  // namespace parcours
