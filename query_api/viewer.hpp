// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "events/bytes.hpp"
#include "events/id.hpp"

namespace parcours {

// Who asks: an account in one of its roles, or a visitor.
struct viewer {
    person_id account;             // empty: a visitor
    std::string role = "visitor";  // canonical
    organisation_id organisation;  // of the account, where it has one
    id128 session;
    std::string language = "fr";
    token128 trace{};              // the W3C trace id of the request

    bool visitor() const { return account.empty(); }
};

}  // namespace parcours
