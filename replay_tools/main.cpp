// SPDX-License-Identifier: Apache-2.0
#include "infra/system/process_guard.hpp"
#include "replay_tools/subcommands.hpp"

int main(int count, char** words) {
    parcours::guard_process();
    return parcours::replay::run({words + 1, words + count});
}
