// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commands/deciders/account.hpp"
#include "tests/commands/cast.hpp"

// Persons who get accounts in the scenarios.
namespace parcours::cast {

inline const person_identity ana{"Ana", "Roy", calendar_day{2005, 2, 28}};
inline const person_identity leo{"Léo", "Martin", std::nullopt};
inline const person_contact ana_contact{"ana@exemple.fr", std::nullopt, std::nullopt};

inline create_account create(std::string role, const person_identity& who = leo) {
    create_account asked;
    asked.role = std::move(role);
    asked.identity = who;
    asked.contact = ana_contact;
    return asked;
}
inline register_account registering(std::string role, const person_identity& who = leo) {
    return {std::move(role), who, ana_contact, std::nullopt};
}
inline account_created created(std::string role, std::optional<organisation_id> of = std::nullopt,
                               const person_identity& who = leo, const person_id& by = administrator) {
    return {{std::move(role)}, of, who, ana_contact, std::nullopt, by};
}

}  // namespace parcours::cast
