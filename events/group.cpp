// SPDX-License-Identifier: Apache-2.0
#include "events/group.hpp"

namespace parcours {
namespace {

constexpr std::array<std::string_view, group_count> names{
    "identity",  "documents", "attachments", "draft",        "application",   "outcome_message",
    "meetings",  "followup",  "exchange",    "private_note", "sponsorship",   "conversation",
    "directory", "offers",    "spaces",      "account",      "administration"};

}  // namespace

std::string_view to_string(group value) { return names[static_cast<std::size_t>(value)]; }

std::optional<group> parse_group(std::string_view text) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == text) return static_cast<group>(i);
    return std::nullopt;
}

}  // namespace parcours
