// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "events/failure.hpp"
#include "events/id.hpp"

namespace parcours::replay {

inline constexpr stream_id platform_only{stream_kind::platform, {}};

// Every kind of stream, in the order of its numbers.
const std::vector<stream_kind>& all_kinds();
std::optional<stream_kind> parse_kind(std::string_view text);

// The streams that a typed name may mean: "app_…" one; "person_…" the account and the candidate file; "platform" the
// platform's. `invalid`: it names none, and why.
expected<std::vector<stream_id>> parse_streams(std::string_view text);

// "application app_…"
std::string told(const stream_id& stream);

}  // namespace parcours::replay
