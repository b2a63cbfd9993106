// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "events/failure.hpp"

namespace parcours {

// The whole of a small file that holds a secret. `invalid`, with a sentence that begins with `what` and the path, where it
// cannot be read, is no regular file, is longer than 256 KiB, may be read by others than its owner, or belongs to another
// user. The caller wipes it.
expected<std::string> read_private_file(const std::string& what, const std::string& path);

}  // namespace parcours
