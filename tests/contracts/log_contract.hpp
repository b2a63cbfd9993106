// SPDX-License-Identifier: Apache-2.0
// What every log must do, whatever keeps it. Include it in one source of a test binary, and there
//     INSTANTIATE_TEST_SUITE_P(Embedded, ALog, testing::Values(log_kind{…}), log_kind_name);
//     INSTANTIATE_TEST_SUITE_P(Embedded, AJournal, testing::Values(log_kind{…}), log_kind_name);
#pragma once

#include "tests/contracts/damage_contract.hpp"
#include "tests/contracts/journal_contract.hpp"
#include "tests/contracts/rule_contract.hpp"
