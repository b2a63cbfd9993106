// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commands/facts.hpp"

// What a candidate's route says of them, exactly.
namespace parcours {

inline bool has_file(const facts& known, const person_id& candidate) {
    const auto found = known.route->persons.find(candidate);
    return found != known.route->persons.end() && found->second.file;
}
inline bool is_active_candidate(const facts& known, const person_id& candidate) {
    const auto found = known.route->persons.find(candidate);
    return found != known.route->persons.end() && found->second.file && found->second.active;
}
// Whether an actor who is a companion is linked to this candidate now; what others are to them, relations told.
inline bool accompanies(const facts& known, const person_id& candidate) {
    return known.by.role != "companion" || known.route->linked(candidate, known.by.account);
}

}  // namespace parcours
