// SPDX-License-Identifier: Apache-2.0
#include "infra/system/system_clock.hpp"

#include <ctime>

#include "events/check.hpp"

namespace parcours {
namespace {

std::int64_t read_ms(clockid_t which) {
    timespec now{};
    check(::clock_gettime(which, &now) == 0, "the machine has its clocks");
    return static_cast<std::int64_t>(now.tv_sec) * 1'000 + now.tv_nsec / 1'000'000;
}

}  // namespace

instant system_clock::now() const { return {read_ms(CLOCK_REALTIME)}; }
std::int64_t system_clock::since_boot_ms() const { return read_ms(CLOCK_BOOTTIME); }

}  // namespace parcours
