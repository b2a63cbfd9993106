// SPDX-License-Identifier: Apache-2.0
#include "tests/support/tables_in_memory.hpp"

#include "tests/contracts/tables_contract.hpp"

namespace parcours {
namespace {

class in_memory_under_test final : public tables_under_test {
  public:
    tables& all() override { return all_; }
    void reopen() override {}

  private:
    tables_in_memory all_;
};

const tables_kind in_memory{"InMemory", [] { return std::make_unique<in_memory_under_test>(); }};

INSTANTIATE_TEST_SUITE_P(InMemory, ATable, testing::Values(in_memory), tables_kind_name);
INSTANTIATE_TEST_SUITE_P(InMemory, ABuild, testing::Values(in_memory), tables_kind_name);

}  // namespace
}  // namespace parcours
