// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/ports/entropy.hpp"

namespace parcours {

// The kernel's random numbers, each call its own system call. Threads: any.
class system_entropy final : public entropy {
  public:
    void fill(unsigned char* to, std::size_t size) override;
};

}  // namespace parcours
