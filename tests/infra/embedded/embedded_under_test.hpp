// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "infra/embedded/embedded_log.hpp"
#include "infra/rocksdb/storage_memory.hpp"
#include "tests/contracts/log_under_test.hpp"
#include "tests/support/fixed_entropy.hpp"
#include "tests/support/scratch_folder.hpp"

namespace parcours {

inline constexpr std::size_t small_budget_octets = std::size_t{32} << 20;

// An embedded log in a folder of its own.
class embedded_under_test final : public log_under_test {
  public:
    embedded_under_test() { settings.folder = folder / "log"; }

    expected<void> open(log_listener& reads, append_listener& failures) override;
    void close() override { log.reset(); }
    log_writer& writer() override { return *log; }
    const log_reader& records() override { return log->records(); }
    const journal& history() override { return log->history(); }
    bool tamper(const position& at) override;

    scratch_folder folder;
    embedded_settings settings;
    storage_memory memory{small_budget_octets};
    fixed_entropy random;
    std::unique_ptr<embedded_log> log;
};

}  // namespace parcours
