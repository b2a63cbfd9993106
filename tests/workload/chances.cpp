// SPDX-License-Identifier: Apache-2.0
#include "tests/workload/chances.hpp"

#include <cmath>
#include <numbers>

namespace parcours::workload {

namespace {

constexpr double normal_p95 = 1.6448536269514722;

}  // namespace

double draw_unit(random_source& random) { return (static_cast<double>(random.next() >> 11) + 0.5) * 0x1.0p-53; }

bool draw_chance(random_source& random, double probability) { return draw_unit(random) < probability; }

std::int64_t draw_between(random_source& random, std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(most - least) + 1));
}

// Box and Muller's; the second number of a pair is not kept, so that no draw depends on another's history.
double draw_normal(random_source& random) {
    const double radius = std::sqrt(-2.0 * std::log(draw_unit(random)));
    return radius * std::cos(2.0 * std::numbers::pi * draw_unit(random));
}

double draw_log_normal(random_source& random, double median, double sigma) {
    return median * std::exp(sigma * draw_normal(random));
}

double sigma_of(double median, double p95) { return std::log(p95 / median) / normal_p95; }

std::size_t draw_weighted(random_source& random, std::span<const double> weights) {
    double all = 0;
    for (const double each : weights) all += each;
    double left = draw_unit(random) * all;
    for (std::size_t i = 0; i + 1 < weights.size(); ++i) {
        left -= weights[i];
        if (left < 0) return i;
    }
    return weights.size() - 1;
}

}  // namespace parcours::workload
