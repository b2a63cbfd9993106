// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace parcours {

// The families of a journal's database, in the order in which it is opened.
inline constexpr std::size_t index_family = 0;
inline constexpr std::size_t frames_family = 1;
inline constexpr std::size_t commands_family = 2;
inline constexpr std::size_t family_count = 3;

}  // namespace parcours
