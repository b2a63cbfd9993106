// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "commands/field_fault.hpp"
#include "events/charter/charter.hpp"
#include "events/values/email.hpp"
#include "events/values/person.hpp"

// What is asked of names, addresses and birth dates, by the charter and by their form.
namespace parcours {

// One address of an internet mailbox, as web forms take it: a local part, one @, a domain of labels; at most 254 octets.
bool is_email(std::string_view text);

// Whether somebody born on this day is at least so old, by the calendar's date in UTC. (A person born on 29 February
// comes of age on 1 March.) Within a day's hours of the zone this differs from the person's clock: harmless.
bool is_of_age(calendar_day born, std::uint32_t years, instant now);

bool is_mandatory(const charter& terms, const std::string& role, const std::string& field);
bool is_forbidden(const charter& terms, const std::string& role, const std::string& field);

// What an account in this role must give, and what it must not: each at its place in the body.
void check_identity(const charter& terms, const std::string& role, const person_identity& identity,
                    field_faults& faults);
void check_contact(const person_contact& contact, field_faults& faults);

}  // namespace parcours
