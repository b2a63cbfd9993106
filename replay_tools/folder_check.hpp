// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "infra/log_reach/known_in_folder.hpp"
#include "replay_tools/log_source.hpp"
#include "replay_tools/verification.hpp"

namespace parcours::replay {

// What lies beside the log in its data folder: whether tables and vault have read more than the log holds, whether tables
// can be opened, and whether the access log is as it was written.
class folder_check {
  public:
    // REQUIRES: before the log is opened, so that a process that writes it cannot be ahead of what is read of it. Nothing
    // is known of a log in Kafka.
    static expected<folder_check> read(const log_place& where, std::size_t memory_octets);

    expected<void> run(const journal& history, fault_list& faults);
    // Of a table's folder, "offers.v3"; told by `run`.
    bool is_unreadable(const std::string& table) const;
    // How many entries of the access log were read; nothing where there is none.
    std::optional<std::uint64_t> accesses() const { return accesses_; }

  private:
    expected<void> run_accesses(fault_list& faults);

    std::string accesses_folder_;  // empty: of no data folder
    known_in_folder known_;
    std::optional<std::uint64_t> accesses_;
};

}  // namespace parcours::replay
