// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "events/bytes.hpp"

namespace parcours {

// Random octets fit for keys. Threads: any.
class entropy {
  public:
    virtual ~entropy() = default;
    virtual void fill(unsigned char* to, std::size_t size) = 0;

    token128 token() {
        token128 out;
        fill(out.data(), out.size());
        return out;
    }
    std::uint64_t number() {
        const token128 octets = token();
        return read_u64(reinterpret_cast<const char*>(octets.data()));
    }
};

}  // namespace parcours
