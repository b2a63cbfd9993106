// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

#include "events/bytes.hpp"

namespace parcours {

// A stored sample of a format, kept in hexadecimal under `path` (from the root). Where PARCOURS_WRITE_GOLDEN is set and
// there is none yet, it is made of `now` first; one that is there never changes, for logs hold its like.
bytes golden_octets(const std::filesystem::path& path, byte_view now);
// The same for what people read, which the switch writes anew each time.
std::string golden_text(const std::filesystem::path& path, std::string_view now);

}  // namespace parcours
