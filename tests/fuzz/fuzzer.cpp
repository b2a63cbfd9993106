// SPDX-License-Identifier: Apache-2.0
// One program for each target: which, the build says.
#include <cstddef>
#include <cstdint>

#include "tests/fuzz/targets.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
    static const parcours::fuzz_target& target = parcours::fuzz_target_named(PARCOURS_FUZZ_TARGET);
    target.run({reinterpret_cast<const char*>(octets), size});
    return 0;
}
