// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace parcours {

// One callable of several, for std::visit: a case that nobody handles does not compile.
template <class... F>
struct overloaded : F... {
    using F::operator()...;
};
template <class... F>
overloaded(F...) -> overloaded<F...>;

}  // namespace parcours
