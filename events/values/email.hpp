// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace parcours {

// An address as uniqueness compares it: ASCII letters in lower case. Domains ignore case, and no provider of note tells
// mailboxes apart by it.
inline std::string normalised_email(std::string_view text) {
    std::string lower(text);
    for (auto& letter : lower)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return lower;
}

}  // namespace parcours
