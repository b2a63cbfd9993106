// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "events/commit/commit.hpp"
#include "events/ports/entropy.hpp"

// Ids that follow from a command's own, so that a repeated command meets its first try (log.md, "Command ids").
namespace parcours {

// 1 to 64 of [A-Za-z0-9_-].
bool is_idempotency_key(std::string_view text);
// For a client that gave none: 128 random bits, told in the answer.
std::string make_idempotency_key(entropy& random);

// The account is empty for a visitor.
command_id make_command_id(const person_id& account, std::string_view idempotency_key);
command_id make_reaction_id(std::string_view reactor, const event_id& cause);

// The route of what a command makes where nothing else gives one.
route_number route_of(const command_id& command);
// The id that a command makes: its random part follows from the command's id.
id128 make_id(const command_id& command, instant now, route_number route);
// Another id made by the same command, on the same route: of the link that comes with an account.
id128 make_further_id(const id128& made, std::string_view what);

// What the keyed digest of a request covers: its name and body as the client sent them.
bytes request_octets(std::string_view name, std::string_view body);

}  // namespace parcours
