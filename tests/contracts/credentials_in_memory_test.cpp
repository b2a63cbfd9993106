// SPDX-License-Identifier: Apache-2.0
#include "tests/support/credentials_in_memory.hpp"

#include "tests/contracts/credentials_contract.hpp"

namespace parcours {
namespace {

class in_memory_under_test final : public credentials_under_test {
  public:
    credentials& all() override { return all_; }
    void know(const std::string& email, const person_id& account) override { all_.know(email, account); }
    void reopen() override {}

  private:
    credentials_in_memory all_{time};
};

const credentials_kind in_memory{"InMemory", [] { return std::make_unique<in_memory_under_test>(); }};

INSTANTIATE_TEST_SUITE_P(InMemory, SomeCredentials, testing::Values(in_memory), credentials_kind_name);

}  // namespace
}  // namespace parcours
