// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "events/personal.hpp"

// Words that a command may leave out.
namespace parcours {

inline bool has_words(const std::optional<std::string>& text) { return text && !text->empty(); }
// As an event holds them: empty words are none.
inline std::optional<personal<std::string>> sealed_if(const std::optional<std::string>& text) {
    return has_words(text) ? std::optional<personal<std::string>>(*text) : std::nullopt;
}

}  // namespace parcours
