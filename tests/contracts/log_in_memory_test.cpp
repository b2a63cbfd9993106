// SPDX-License-Identifier: Apache-2.0
#include "tests/support/log_in_memory.hpp"

#include "tests/contracts/executor_contract.hpp"
#include "tests/contracts/log_contract.hpp"

namespace parcours {
namespace {

class in_memory_under_test final : public log_under_test {
  public:
    expected<void> open(log_listener& reads, append_listener& failures) override {
        log_.attach(&reads, &failures);
        return {};
    }
    void close() override { log_.attach(nullptr, nullptr); }
    log_writer& writer() override { return log_; }
    const log_reader& records() override { return log_; }
    const journal& history() override { return log_.history(); }
    void settle() override { log_.settle(); }
    bool tamper(const position& /*at*/) override { return false; }

  private:
    log_in_memory log_{{token128{1}, 2}};
};

const log_kind in_memory{"InMemory", [] { return std::make_unique<in_memory_under_test>(); }};

INSTANTIATE_TEST_SUITE_P(InMemory, ALog, testing::Values(in_memory), log_kind_name);
INSTANTIATE_TEST_SUITE_P(InMemory, AJournal, testing::Values(in_memory), log_kind_name);
INSTANTIATE_TEST_SUITE_P(InMemory, ExecutorsOverALog, testing::Values(in_memory), executors_over);

}  // namespace
}  // namespace parcours
