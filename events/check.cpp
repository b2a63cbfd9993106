// SPDX-License-Identifier: Apache-2.0
#include "events/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace parcours {

void broken(const char* what, const std::source_location& where) {
    std::fprintf(stderr, "%s:%u: this must not happen: %s\n", where.file_name(), where.line(), what);
    std::abort();
}

}  // namespace parcours
