// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/targets.hpp"

#include <algorithm>
#include <array>

#include "events/check.hpp"

namespace parcours {

std::span<const fuzz_target> fuzz_targets() {
    static const std::array all{frame_target, commit_target,  event_target,   cell_target,
                                id_target,    command_target, charter_target, request_target};
    return all;
}

const fuzz_target& fuzz_target_named(std::string_view name) {
    const auto all = fuzz_targets();
    const auto found = std::find_if(all.begin(), all.end(), [&](const fuzz_target& each) { return each.name == name; });
    check(found != all.end(), "a fuzzer names a target that there is");
    return *found;
}

}  // namespace parcours
