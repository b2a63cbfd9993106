// SPDX-License-Identifier: Apache-2.0
#include "tests/support/unique_index_in_memory.hpp"

#include "tests/contracts/unique_index_contract.hpp"

namespace parcours {
namespace {

class in_memory_under_test final : public unique_index_under_test {
  public:
    unique_index& index() override { return index_; }
    void reopen() override {}

  private:
    unique_index_in_memory index_{time};
};

const unique_index_kind in_memory{"InMemory", [] { return std::make_unique<in_memory_under_test>(); }};

INSTANTIATE_TEST_SUITE_P(InMemory, AUniqueIndex, testing::Values(in_memory), unique_index_kind_name);

}  // namespace
}  // namespace parcours
