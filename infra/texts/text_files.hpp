// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "infra/settings/file_problem.hpp"
#include "query_api/texts.hpp"

namespace parcours {

// The texts of all languages, in memory. Threads: any.
class text_files final : public texts {
  public:
    using dictionary = std::map<std::string, std::string, std::less<>>;

    // Reads fr.toml and en.toml of the folder; a text that is no text, or a key that one of the two lacks, is a problem.
    static tl::expected<text_files, std::vector<file_problem>> read(const std::string& folder);

    // A key that is not there is said as itself, so that a gap shows and nobody is left without an answer.
    std::string say(std::string_view key, std::string_view language, const arguments& given = {}) const override;
    std::string language_for(std::string_view accept_language) const override;

    const dictionary& of(const std::string& language) const { return languages_.at(language); }

  private:
    std::map<std::string, dictionary, std::less<>> languages_;
};

}  // namespace parcours
