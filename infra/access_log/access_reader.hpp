// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "infra/access_log/access_format.hpp"

namespace parcours {

inline constexpr std::string_view access_file_ending = ".accesses";
// What a crash may leave half written at the end of a file: one group of entries that waited for the same sync.
inline constexpr std::size_t access_group_octets_max = std::size_t{1} << 20;

// Shows the records of one file in their order, each with the octet where it begins, as long as it is answered true; tells
// how many of the file's octets are whole records. What follows them was being written when the process or the power
// ended, and nobody was told of it; `corrupt`: it cannot be that, for there is more of it, or a whole record in it.
expected<std::uint64_t> read_access_file(
    const std::filesystem::path& file,
    const std::function<bool(const stored_access& record, std::uint64_t octet)>& show);
// The entries of every file of a folder, the oldest day first. Also beside a process that writes.
expected<void> read_access_log(const std::filesystem::path& folder,
                               const std::function<bool(const access_entry&)>& show);
// The files of a folder, the oldest day first.
expected<std::vector<std::filesystem::path>> access_files_in(const std::filesystem::path& folder);

}  // namespace parcours
