// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "projections/fold.hpp"
#include "projections/projection.hpp"

namespace parcours {

// A projection at work. Instantiated for every projection of all_projections.hpp, each in its own .cpp file.
template <projection P>
std::unique_ptr<fold> make_fold();

}  // namespace parcours
