// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "events/ports/entropy.hpp"
#include "infra/vault/page.hpp"

namespace parcours {

// The sealed page of each anchor generation, as a file of its own: the page of the next generation is whole on disk
// before its anchor is, and the one before goes only after. Not thread-safe.
class page_file {
  public:
    page_file(std::filesystem::path folder, entropy& random) : folder_(std::move(folder)), random_(random) {}

    // Replaced whole or not at all; durable when it returns.
    expected<void> write(const page& content, const anchor_secret& under);
    // `corrupt` where there is none of this generation.
    expected<page> read(const anchor_secret& under) const;
    bool any() const;
    // Those of other generations, which nothing opens any more.
    expected<void> remove_others(std::uint64_t generation);

  private:
    std::filesystem::path path_of(std::uint64_t generation) const;

    std::filesystem::path folder_;
    entropy& random_;
};

}  // namespace parcours
