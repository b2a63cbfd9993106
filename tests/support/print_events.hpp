// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ostream>

#include "events/masked.hpp"

// Googletest finds these by argument-dependent look-up: no failure message shows a personal value.
// Include it in every test that compares events, before the first comparison.
namespace parcours {

template <declared T>
void PrintTo(const T& value, std::ostream* out) {
    *out << masked(value);
}
template <class T>
void PrintTo(const personal<T>& value, std::ostream* out) {
    *out << masked(value);
}
template <class Kind>
void PrintTo(const typed_id<Kind>& value, std::ostream* out) {
    *out << to_string(value);
}

}  // namespace parcours
