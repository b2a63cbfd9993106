// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "events/failure.hpp"

namespace parcours {

// A place of the access log that cannot be as it was written.
struct access_fault {
    bool unreadable = false;  // else it can be read, and is not what was written
    std::string file;
    std::uint64_t octet = 0;
    std::string what;  // one sentence
};

struct checked_accesses {
    std::uint64_t entries = 0;
    std::vector<access_fault> faults;  // at most `access_faults_max`
};
inline constexpr std::size_t access_faults_max = 100;

// Reads all of a folder: whether each record is whole and names the one before it, and each day's file a record of an
// earlier one. So a record that was changed, taken out or put in shows, a file that is gone, and an end that was cut off a
// day which another follows. What nobody can tell: older days that are gone, as they go with time; the end of the newest.
// Also beside a process that writes.
expected<checked_accesses> check_access_chain(const std::filesystem::path& folder);

}  // namespace parcours
