// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "events/bytes.hpp"

namespace parcours {

// Seals what a client must carry and may neither read nor forge: cursors, stream tickets. Threads: any.
class token_sealer {
  public:
    virtual ~token_sealer() = default;
    // Text of [A-Za-z0-9_-]. `purpose` binds it: a cursor of one list opens in no other.
    virtual std::string seal(std::string_view purpose, byte_view content) = 0;
    virtual std::optional<bytes> open(std::string_view purpose, std::string_view sealed) = 0;
};

}  // namespace parcours
