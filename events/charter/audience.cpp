// SPDX-License-Identifier: Apache-2.0
#include "events/charter/audience.hpp"

#include <algorithm>

namespace parcours {
namespace {

constexpr std::array<std::string_view, audience_count> names{"self",
                                                             "companion",
                                                             "companion_requested",
                                                             "companion_export_blocked",
                                                             "supervisor",
                                                             "recruiter_of_target",
                                                             "recruiter",
                                                             "directory_reader",
                                                             "member",
                                                             "administrator",
                                                             "officer",
                                                             "auditor",
                                                             "worker",
                                                             "analyst",
                                                             "participant",
                                                             "public"};

}  // namespace

std::string_view to_string(audience value) { return names[static_cast<std::size_t>(value)]; }

std::optional<audience> parse_audience(std::string_view text) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == text) return static_cast<audience>(i);
    return std::nullopt;
}

std::string_view to_string(right value) {
    switch (value) {
        case right::none: return "none";
        case right::read: return "read";
        case right::edit: return "edit";
    }
    return "none";
}

std::optional<right> parse_right(std::string_view text) {
    for (const auto each : {right::none, right::read, right::edit})
        if (to_string(each) == text) return each;
    return std::nullopt;
}

right visibility::best(group what, const audience_set& whom) const {
    right found = right::none;
    for (std::size_t i = 0; i < audience_count; ++i) {
        const auto each = static_cast<audience>(i);
        if (whom.has(each)) found = std::max(found, of(what, each));
    }
    return found;
}

}  // namespace parcours
