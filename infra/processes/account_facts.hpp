// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "commands/facts.hpp"
#include "projections/folds/accounts.hpp"

namespace parcours {

// What deciders are told of an account: of its roles those that count, for whoever left their organisation acts for it
// no more, nor does anybody name them.
std::optional<account_fact> fact_of(const charter& terms, const std::optional<accounts::row>& row);
// Whether the account has the role, be it one that counts or not: by it the holder looks after the account itself.
bool is_held(const accounts::row& row, const std::string& role);

}  // namespace parcours
