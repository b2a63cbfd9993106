// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace parcours {

// What the program says to people, in their language. Threads: any.
class texts {
  public:
    using arguments = std::map<std::string, std::string>;
    virtual ~texts() = default;
    // `key` as in texts/fr.toml: "problem.not_found.title". An unknown language is answered in French.
    virtual std::string say(std::string_view key, std::string_view language, const arguments& given = {}) const = 0;
    // The best of the languages there are, for an Accept-Language header (RFC 9110, 12.5.4).
    virtual std::string language_for(std::string_view accept_language) const = 0;
};

}  // namespace parcours
