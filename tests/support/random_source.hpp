// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>

namespace parcours {

// Numbers that follow from a seed alone, the same with every library (splitmix64). Not for keys. Not thread-safe.
class random_source {
  public:
    explicit random_source(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        std::uint64_t mixed = state_ += 0x9e3779b97f4a7c15ULL;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
        return mixed ^ (mixed >> 31);
    }
    // Below `bound`; 0 where the bound is 0.
    std::uint64_t below(std::uint64_t bound) { return bound == 0 ? 0 : next() % bound; }
    bool chance(std::uint32_t per_mille) { return below(1000) < per_mille; }

  private:
    std::uint64_t state_;
};

// PARCOURS_SEED where it is set, so that a failing run can be repeated.
inline std::uint64_t seed_or(std::uint64_t otherwise) {
    const char* given = std::getenv("PARCOURS_SEED");
    return given == nullptr ? otherwise : std::stoull(given);
}

}  // namespace parcours
