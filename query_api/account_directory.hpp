// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>

#include "events/failure.hpp"
#include "events/id.hpp"

namespace parcours {

// What a sign-in and every request must know of an account; nothing of it is personal.
struct account_standing {
    bool active = false;
    std::set<std::string> roles;
    organisation_id organisation;  // empty: none
    std::string language;          // as preferred; empty: never said
};

// Accounts as a read model has them. Threads: any.
class account_directory {
  public:
    virtual ~account_directory() = default;
    // Nothing where there is no such account.
    virtual expected<std::optional<account_standing>> find(const person_id& account) const = 0;
};

// Sends what lets somebody choose a new password. Threads: any; must not block.
class password_letters {
  public:
    virtual ~password_letters() = default;
    // Somebody says that this is their address; whether it is anyone's is told to nobody, so nothing comes back.
    virtual void ask(std::string email, std::string language) = 0;
};

}  // namespace parcours
