// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "events/charter/audiences_of.hpp"
#include "events/commit/commit.hpp"

// Who may issue a command at all, before anything is decided: pure, from the charter and the actor's audiences.
namespace parcours {

enum class permitted : std::uint8_t {
    yes,
    forbidden,  // 403
    hidden,     // 404: this actor may not learn that the target exists
};

// Whether the role may issue the command towards some target.
bool role_may_issue(const charter& terms, const actor& by, std::string_view command);

// With the audiences that the actor is in towards the target. `known_by`: the group that tells that the target exists.
permitted may_issue_on(const charter& terms, const actor& by, std::string_view command, const audience_set& audiences,
                       bool has_target, group known_by);

}  // namespace parcours
