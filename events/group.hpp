// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace parcours {

// What visibility is granted by: a charter says which audience may read or edit which group (domain.md, "Who may see what").
// Each field has a group, and each event one of its own, without which a viewer does not learn that it happened.
enum class group : std::uint8_t {
    identity,         // who a candidate is, situation, search, companion links
    documents,        // CV and letters
    attachments,      // other files of a candidate
    draft,            // an application before it is sent
    application,      // an application: kind, target, message, snapshot, progress
    outcome_message,  // the texts of refusals and outcomes
    meetings,
    followup,      // return reasons and follow-up messages: never the recruiter's
    exchange,      // between candidate and recruiter
    private_note,  // of the recruiters of one organisation
    sponsorship,
    conversation,
    directory,  // what professionals show of themselves
    offers,     // offers and organisation pages
    spaces,
    account,         // roles, state and preferences of an account: its holder's and the administrator's
    administration,  // the platform itself: charters, keys
};
inline constexpr std::size_t group_count = static_cast<std::size_t>(group::administration) + 1;

std::string_view to_string(group value);
std::optional<group> parse_group(std::string_view text);

}  // namespace parcours
