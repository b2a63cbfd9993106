// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace parcours {

// What is known of whoever brings a password, best first: who is better does not wait for who is worse.
enum class standing : std::uint8_t {
    proven,    // has signed in from there before, or holds a token
    unknown,   // nothing
    doubtful,  // failed from there lately
};
inline constexpr std::size_t standing_count = 3;

}  // namespace parcours
