// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace parcours {

// What no process of ours may leave behind: no core dump (it would hold keys), no file that others can read, no end by
// a socket whose reader has gone. To be called first in `main`.
void guard_process();

}  // namespace parcours
