// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace parcours {

// The desk's answer to these words, as people read it; ends with a line break. `json`: an object, as it was answered.
std::string text_of_answer(const std::vector<std::string>& words, std::string_view json);
// How far a rebuild is, by the answer to "status": one line without its break; empty where none is under way.
std::string progress_of(std::string_view status_json);
// What an answer that was refused says.
std::string text_of_error(std::string_view json);
// A link as it is handed on: the page and the token, or the token and what to do with it. `json` as above.
std::string text_of_link(std::string_view json, std::string_view page);
// The same object with "link", where there is a page.
std::string json_with_link(std::string_view json, std::string_view page);

}  // namespace parcours
