// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "events/commit/commit.hpp"
#include "events/ports/log_reader.hpp"
#include "replay_tools/verification.hpp"

namespace parcours::replay {

// Heads that somebody kept: what an earlier `verify --json` told. A log whose end was cut off since, or that was written
// anew, cannot hold them all.
class earlier_heads {
  public:
    static constexpr std::size_t file_octets_max = std::size_t{64} << 20;

    // `invalid`: the file is no such answer.
    static expected<earlier_heads> read(const std::string& file);
    // A fault for each head that does not lie where it lay.
    expected<void> hold_against(const log_reader& records, fault_list& faults) const;

  private:
    struct kept {
        position at;
        std::string head;  // hexadecimal
    };
    std::string generation_;
    std::vector<kept> heads_;
};

}  // namespace parcours::replay
