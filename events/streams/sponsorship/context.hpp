// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/declaration.hpp"

// What every event of a sponsorship says.
namespace parcours {

// Every event of a sponsorship begins with its context, so that a fold or a reader outside needs no other event.
template <class E>
constexpr auto sponsorship_context() {
    return std::tuple{field{"candidate", &E::candidate, clear::public_, E::in, "who asks for a sponsor"},
                      field{"organisation", &E::organisation, clear::public_, E::in, "whom they ask"}};
}

}  // namespace parcours
