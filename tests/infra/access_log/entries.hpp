// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "infra/access_log/access_reader.hpp"
#include "tests/support/scratch_folder.hpp"

namespace parcours {

inline constexpr const char* child_option = "--record-until-killed";

// The entry of this number, on the day of 14 November 2023 or, from the second on, that many days later.
access_entry entry_number(std::uint64_t number, std::int64_t days = 0);

// All that a folder tells, as numbers; a failed expectation where one is not the entry of its number.
std::vector<std::uint64_t> numbers_in(const std::string& folder);

bytes content_of(const std::string& path);
void write_content(const std::string& path, byte_view content);
std::string first_file(const scratch_folder& folder);

// What the child of a crash test does: records entries on several threads, and prints the number of each once it is
// recorded. Ends with its process only.
int record_until_killed(const std::string& folder);

}  // namespace parcours
