// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "projections/fold.hpp"

namespace parcours {

// Every projection at work, in the order of all_projections.hpp.
std::vector<std::unique_ptr<fold>> make_folds();
// How many of them are relations: the first ones.
inline constexpr std::size_t relation_folds = 2;

}  // namespace parcours
