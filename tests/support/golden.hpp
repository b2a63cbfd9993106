// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

#include "events/bytes.hpp"

namespace parcours {

// A stored sample of a format, kept in hexadecimal under `path` (from the root). Where PARCOURS_WRITE_GOLDEN is set,
// it is written anew from `now` first: only a new version of a format may do that.
bytes golden_octets(const std::filesystem::path& path, byte_view now);
// The same for what people read.
std::string golden_text(const std::filesystem::path& path, std::string_view now);

}  // namespace parcours
