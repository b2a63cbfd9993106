// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>

#include "events/bytes.hpp"
#include "events/failure.hpp"

namespace parcours {

// An open file of the system, closed with its owner.
class open_file {
  public:
    explicit open_file(int number = -1) : number_(number) {}
    ~open_file();
    open_file(const open_file&) = delete;
    open_file& operator=(const open_file&) = delete;
    open_file(open_file&& other) noexcept : number_(other.number_) { other.number_ = -1; }
    open_file& operator=(open_file&& other) noexcept;

    int number() const { return number_; }
    bool is_open() const { return number_ >= 0; }

  private:
    int number_;
};

// `errno` as a sentence: "cannot NOUN PATH: reason".
tl::unexpected<failure> file_failure(std::string_view what, const std::filesystem::path& path);
// Nothing where there is no such file; `corrupt` where it is longer than `size_max`.
expected<std::optional<bytes>> read_whole_file(const std::filesystem::path& path, std::size_t size_max);
// All or nothing, and on the disk: written beside it, synced, renamed, and the folder synced. Readable by its owner alone.
expected<void> replace_file(const std::filesystem::path& path, byte_view content);
// So that a name made, renamed or removed in it stays so after a loss of power.
expected<void> sync_folder(const std::filesystem::path& folder);
// Keeps every other process out of the folder as long as it is open.
expected<open_file> lock_folder(const std::filesystem::path& folder);

}  // namespace parcours
