// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "events/failure.hpp"

namespace parcours {

// Folders that somebody in this process reads or writes, so that nobody sweeps them. Threads: any.
class folder_claims {
  public:
    void add(const std::filesystem::path& folder);
    void remove(const std::filesystem::path& folder);
    bool holds(const std::filesystem::path& folder) const;

  private:
    mutable std::mutex guard_;
    std::multiset<std::filesystem::path> folders_;  // one folder may be claimed twice
};

// One claimed folder. The claims are shared, for a table may outlive what opened it.
class folder_claim {
  public:
    folder_claim(std::shared_ptr<folder_claims> among, std::filesystem::path folder);
    ~folder_claim();
    folder_claim(const folder_claim&) = delete;
    folder_claim& operator=(const folder_claim&) = delete;
    const std::filesystem::path& folder() const { return folder_; }

  private:
    std::shared_ptr<folder_claims> among_;
    std::filesystem::path folder_;
};

// Where one version of one projection lies: `<root>/<projection>.v<version>/`, in it folders, and two small files that
// each name one of them. Whatever is not named is left of something unfinished.
//   current   the folder that is read and written
//   built     the folder of a finished build, until it takes the place of the current one
class table_place {
  public:
    table_place(const std::filesystem::path& root, std::string_view projection, int version);

    const std::filesystem::path& folder() const { return folder_; }
    enum class pointer : std::uint8_t { current, built };
    // The named folder, or nothing.
    expected<std::optional<std::filesystem::path>> at(pointer which) const;
    // Durable and whole, or not at all.
    expected<void> point(pointer which, const std::filesystem::path& folder) const;
    // The finished build becomes the current table, in one step. REQUIRES: there is one.
    expected<void> switch_to_built() const;
    // A finished build that was not switched to is one no more.
    expected<void> forget_built() const;
    // A folder that is not there yet, and never was while the process runs.
    std::filesystem::path unused(std::string_view purpose) const;
    // Removes what is neither named nor claimed.
    expected<void> sweep(const folder_claims& claimed) const;

  private:
    std::filesystem::path folder_;
};

// The projection and version that a folder of this name is of; nothing for any other name.
struct placed_table {
    std::string projection;
    int version = 0;
};
std::optional<placed_table> read_place_name(std::string_view name);
// Letters, digits and _, at most 64.
bool is_projection_name(std::string_view name);

}  // namespace parcours
