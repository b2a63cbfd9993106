// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "events/failure.hpp"

namespace parcours::replay {

// A folder of this run alone, where temporary files go; removed with all that is in it.
class own_folder {
  public:
    static expected<std::unique_ptr<own_folder>> make() {
        std::error_code error;
        std::string pattern = (std::filesystem::temp_directory_path(error) / "parcours-replay.XXXXXX").string();
        if (error || ::mkdtemp(pattern.data()) == nullptr)
            return failed(failure_code::io, "no folder can be made where temporary files go (TMPDIR)");
        return std::unique_ptr<own_folder>(new own_folder(pattern));
    }
    ~own_folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    own_folder(const own_folder&) = delete;
    own_folder& operator=(const own_folder&) = delete;

    std::string path() const { return path_.string(); }
    std::string operator/(std::string_view name) const { return (path_ / name).string(); }

  private:
    explicit own_folder(std::filesystem::path path) : path_(std::move(path)) {}
    std::filesystem::path path_;
};

}  // namespace parcours::replay
