// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "events/bytes.hpp"
#include "events/charter/audiences_of.hpp"

namespace parcours {

// Who asks, and how they want to be answered.
struct caller {
    viewer who;  // `who.account` empty: a visitor
    id128 session;
    std::string language = "fr";
    token128 trace{};  // the W3C trace id of the request

    bool visitor() const { return who.account.empty(); }
};

}  // namespace parcours
