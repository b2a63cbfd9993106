// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>

// Draws that follow from a seed alone, the same with every standard library.
namespace parcours::workload {

// Numbers that follow from a seed alone (splitmix64). Not for keys. Not thread-safe.
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

  private:
    std::uint64_t state_;
};

// In (0, 1).
double draw_unit(random_source& random);
bool draw_chance(random_source& random, double probability);
// From `least` to `most`, both included.
std::int64_t draw_between(random_source& random, std::int64_t least, std::int64_t most);
double draw_normal(random_source& random);
// Log-normal with this median; `sigma` is of the logarithm.
double draw_log_normal(random_source& random, double median, double sigma);
// The sigma of a log-normal with this median and 95th percentile.
double sigma_of(double median, double p95);
// An index, each with its weight.
std::size_t draw_weighted(random_source& random, std::span<const double> weights);
inline std::size_t draw_weighted(random_source& random, std::initializer_list<double> weights) {
    return draw_weighted(random, std::span<const double>(weights.begin(), weights.size()));
}
template <class List>
const auto& draw_one(random_source& random, const List& from) {
    return from[static_cast<std::size_t>(random.below(std::size(from)))];
}

}  // namespace parcours::workload
