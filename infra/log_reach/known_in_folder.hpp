// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "infra/embedded/known_positions.hpp"
#include "infra/settings/data_layout.hpp"

namespace parcours {

class storage_memory;

// What a data folder knows, beside the log, of how far the log was.
struct known_in_folder {
    struct damaged {
        std::string table;  // the name of its folder, "offers.v3"
        failure why;        // and what to do
    };
    std::vector<known_position> positions;
    std::vector<damaged> tables;

    // `own_folder` takes messages of databases; empty: none are kept. REQUIRES: before the log itself is read, where a
    // process may be writing it.
    static expected<known_in_folder> read(const data_layout& where, const std::string& own_folder,
                                          const storage_memory& memory);
};

}  // namespace parcours
