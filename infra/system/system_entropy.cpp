// SPDX-License-Identifier: Apache-2.0
#include "infra/system/system_entropy.hpp"

#include <cerrno>

#include <sys/random.h>

#include "events/check.hpp"

namespace parcours {

void system_entropy::fill(unsigned char* to, std::size_t size) {
    while (size > 0) {
        const auto got = ::getrandom(to, size, 0);
        if (got < 0 && errno == EINTR) continue;
        check(got > 0, "the kernel gives random octets");
        to += got;
        size -= static_cast<std::size_t>(got);
    }
}

}  // namespace parcours
