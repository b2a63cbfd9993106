// SPDX-License-Identifier: Apache-2.0
#include "infra/settings/nearest.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace parcours {

std::size_t edit_distance(std::string_view left, std::string_view right) {
    std::vector<std::size_t> two_above(right.size() + 1);
    std::vector<std::size_t> above(right.size() + 1);
    std::vector<std::size_t> row(right.size() + 1);
    for (std::size_t j = 0; j <= right.size(); ++j) above[j] = j;
    for (std::size_t i = 1; i <= left.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= right.size(); ++j) {
            const std::size_t changed = above[j - 1] + (left[i - 1] == right[j - 1] ? 0U : 1U);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, changed});
            const bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
            if (swapped) row[j] = std::min(row[j], two_above[j - 2] + 1);
        }
        two_above.swap(above);
        above.swap(row);
    }
    return above[right.size()];
}

std::optional<std::string> nearest(std::string_view mistyped, const std::vector<std::string>& known) {
    const std::string* best = nullptr;
    std::size_t least = std::max<std::size_t>(2, mistyped.size() / 3) + 1;
    for (const auto& each : known) {
        const auto distance = edit_distance(mistyped, each);
        if (distance < least) {
            least = distance;
            best = &each;
        }
    }
    return best == nullptr ? std::nullopt : std::optional<std::string>(*best);
}

std::string unknown_word(std::string_view what, std::string_view mistyped, const std::vector<std::string>& known) {
    constexpr std::size_t few = 20;
    // Whatever stands in a file goes into a message: not more of it than a line holds.
    auto text = fmt::format("unknown {} \"{}\"", what, mistyped.substr(0, 60));
    if (const auto meant = nearest(mistyped, known)) return text + fmt::format("; did you mean \"{}\"?", *meant);
    if (!known.empty() && known.size() <= few) return text + fmt::format("; known: {}", fmt::join(known, ", "));
    return text;
}

}  // namespace parcours
