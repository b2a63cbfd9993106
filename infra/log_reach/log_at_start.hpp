// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "infra/log_reach/known_in_folder.hpp"

namespace parcours {

// An embedded log held against its data folder when a process starts. Threads: one.
class log_at_start {
  public:
    // Reads what the folder knows. REQUIRES: the log is not open.
    static expected<log_at_start> read(const data_layout& where, const storage_memory& memory);

    // `corrupt` where the log that lies there is gone, damaged, or ends before what was read of it; changes nothing, for
    // opening it for writing may remove files that belong to one which somebody puts back. `end_is_given_up`: it may end
    // before.
    expected<void> check(bool end_is_given_up) const;
    // Where its end was given up, for good: removes the tables that had read further than this history, which is open, so
    // that they are folded anew. Their names.
    expected<std::vector<std::string>> drop_tables_beyond(const journal& history) const;

  private:
    log_at_start(const data_layout& where, const storage_memory& memory, known_in_folder known)
        : where_(where), memory_(&memory), known_(std::move(known)) {}

    data_layout where_;
    const storage_memory* memory_;  // never null
    known_in_folder known_;
};

}  // namespace parcours
