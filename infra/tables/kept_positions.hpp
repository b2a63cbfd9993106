// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "events/commit/commit.hpp"
#include "events/failure.hpp"

namespace parcours {

class storage_memory;

// How far one version of a projection's table has read the log, as it lies there.
struct kept_positions {
    struct of_partition {
        token128 generation{};
        position read_to;
    };
    std::string table;               // the name of its folder, "offers.v3"
    std::vector<of_partition> read;  // none: nothing yet
    std::optional<failure> damage;   // it cannot be opened or read
};

// Of every table below `root`, in the order of names, also beside a process that writes them; nothing where there is no
// such folder. `own_folder` takes messages; empty: none are kept.
expected<std::vector<kept_positions>> read_kept_positions(const std::filesystem::path& root,
                                                          const std::string& own_folder, const storage_memory& memory);

// What to do about a table that cannot be opened: it holds nothing of its own.
std::string how_to_mend(const std::filesystem::path& table_folder);

}  // namespace parcours
