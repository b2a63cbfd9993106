// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "events/personal.hpp"
#include "events/text.hpp"

// Words that a command may leave out.
namespace parcours {

inline bool has_words(const std::optional<std::string>& text) { return text && !is_blank(*text); }
// As an event holds them: words that show nothing are none.
inline std::optional<personal<std::string>> sealed_if(const std::optional<std::string>& text) {
    return has_words(text) ? std::optional<personal<std::string>>(*text) : std::nullopt;
}

}  // namespace parcours
