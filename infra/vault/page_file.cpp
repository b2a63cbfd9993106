// SPDX-License-Identifier: Apache-2.0
#include "infra/vault/page_file.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "infra/vault/files.hpp"

namespace parcours {
namespace {

constexpr std::string_view prefix = "page.";

}  // namespace

std::filesystem::path page_file::path_of(std::uint64_t generation) const {
    return folder_ / fmt::format("{}{}", prefix, generation);
}

expected<void> page_file::write(const page& content, const anchor_secret& under) {
    return replace_file(path_of(under.generation), seal_page(content, under, random_));
}

expected<page> page_file::read(const anchor_secret& under) const {
    const auto sealed = read_whole_file(path_of(under.generation), page_size_max);
    if (!sealed) return tl::unexpected(sealed.error());
    if (!*sealed)
        return failed(failure_code::corrupt, fmt::format("the vault's page {} is missing: its anchor is there",
                                                         path_of(under.generation).string()));
    return open_page(**sealed, under);
}

bool page_file::any() const {
    std::error_code problem;
    const std::filesystem::directory_iterator all(folder_, problem);
    return std::any_of(begin(all), end(all),
                       [](const auto& each) { return each.path().filename().string().starts_with(prefix); });
}

expected<void> page_file::remove_others(std::uint64_t generation) {
    std::error_code problem;
    const auto keep = path_of(generation).filename();
    for (const auto& each : std::filesystem::directory_iterator(folder_, problem)) {
        const auto name = each.path().filename();
        if (name == keep || !name.string().starts_with(prefix)) continue;
        std::filesystem::remove(each.path(), problem);
    }
    if (problem)
        return failed(failure_code::io, fmt::format("cannot tidy {}: {}", folder_.string(), problem.message()));
    return {};
}

}  // namespace parcours
