// SPDX-License-Identifier: Apache-2.0
#include "commands/permission.hpp"

namespace parcours {
namespace {

// As charters name who has no session.
std::string role_of(const actor& by) { return by.role.empty() ? "visitor" : by.role; }

}  // namespace

bool role_may_issue(const charter& terms, const actor& by, std::string_view command) {
    // What a charter lets the system do, the program does; nobody signs in as it.
    if (by.role == "system") return false;
    return terms.allows(role_of(by), std::string(command)) != nullptr;
}

permitted may_issue_on(const charter& terms, const actor& by, std::string_view command, const audience_set& audiences,
                       bool has_target, group known_by) {
    if (may_issue(terms, role_of(by), std::string(command), audiences)) return permitted::yes;
    const bool known = !has_target || terms.visible.reads(known_by, audiences);
    return known ? permitted::forbidden : permitted::hidden;
}

}  // namespace parcours
