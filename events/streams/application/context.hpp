// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "events/declaration.hpp"

// What every event of an application says.
namespace parcours {

// Every event of an application begins with its context, so that a fold or a reader outside needs no other event.
template <class E>
constexpr auto application_context() {
    return std::tuple{field{"candidate", &E::candidate, clear::public_, E::in, "who applies"},
                      field{"organisation", &E::organisation, clear::public_, E::in, "to whom"},
                      field{"offer", &E::offer, clear::public_, E::in, "absent: a spontaneous application"}};
}

}  // namespace parcours
