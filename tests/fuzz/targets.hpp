// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "events/bytes.hpp"

namespace parcours {

// A reader of octets that strangers send or a disk gives back, and what holds whatever the octets are: it ends, stays
// within its bounds, and what it accepts it can write again.
struct fuzz_target {
    std::string_view name;  // of the program, and of the folder of its corpus
    void (*run)(byte_view octets);
    std::vector<bytes> (*seeds)();  // well-formed ones, to begin from
};

std::span<const fuzz_target> fuzz_targets();
// REQUIRES: there is one of this name.
const fuzz_target& fuzz_target_named(std::string_view name);

// Each file of its own.
extern const fuzz_target frame_target;
extern const fuzz_target commit_target;
extern const fuzz_target event_target;
extern const fuzz_target cell_target;
extern const fuzz_target id_target;
extern const fuzz_target command_target;
extern const fuzz_target charter_target;
extern const fuzz_target request_target;

}  // namespace parcours
