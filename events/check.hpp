// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <source_location>

namespace parcours {

[[noreturn]] void broken(const char* what, const std::source_location& where);

// What must hold or the program is wrong: on in every build, ends the process. `what` is a literal, never personal.
inline void check(bool holds, const char* what, const std::source_location& where = std::source_location::current()) {
    if (!holds) [[unlikely]]
        broken(what, where);
}

}  // namespace parcours
