// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>

#include "events/ports/entropy.hpp"

namespace parcours {

// The same octets in each run: one sequence for each seed. Threads: any; those that share one share its sequence.
class fixed_entropy final : public entropy {
  public:
    explicit fixed_entropy(std::uint64_t seed = 1) : state_(seed * 0xd1342543de82ef95ULL) {}

    void fill(unsigned char* to, std::size_t size) override {
        for (std::size_t i = 0; i < size;) {
            // splitmix64: small, and every octet of the state shows in every octet drawn.
            std::uint64_t drawn = state_.fetch_add(0x9e3779b97f4a7c15ULL) + 0x9e3779b97f4a7c15ULL;
            drawn = (drawn ^ drawn >> 30) * 0xbf58476d1ce4e5b9ULL;
            drawn = (drawn ^ drawn >> 27) * 0x94d049bb133111ebULL;
            drawn ^= drawn >> 31;
            for (int octet = 0; octet < 8 && i < size; ++octet, drawn >>= 8)
                to[i++] = static_cast<unsigned char>(drawn);
        }
    }

  private:
    std::atomic<std::uint64_t> state_;
};

}  // namespace parcours
