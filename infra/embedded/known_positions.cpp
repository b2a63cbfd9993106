// SPDX-License-Identifier: Apache-2.0
#include "infra/embedded/known_positions.hpp"

#include <algorithm>

namespace parcours {
namespace {

constexpr std::size_t told_max = 3;

std::string told(const shortfall& one) {
    if (one.other_log) return one.known.reader + " was read from another log than this one";
    const std::string partition = std::to_string(one.known.read_to.partition);
    return one.known.reader + " has read partition " + partition + " up to " +
           std::to_string(one.known.read_to.offset) + ", but the log " +
           (one.ends_at < 0 ? "holds nothing of it" : "ends at " + std::to_string(one.ends_at));
}

}  // namespace

expected<std::vector<shortfall>> shortfalls(const journal& history, std::span<const known_position> known) {
    std::vector<shortfall> found;
    const log_shape shape = history.shape();
    for (const auto& each : known) {
        if (each.read_to.offset < 0) continue;
        shortfall one{each, -1, each.generation != shape.generation || each.read_to.partition >= shape.partitions, {}};
        if (!one.other_log) {
            const auto end = history.end(each.read_to.partition);
            if (!end) return tl::unexpected(end.error());
            if (end->offset >= each.read_to.offset) continue;
            one.ends_at = end->offset;
        }
        one.what = told(one);
        found.push_back(std::move(one));
    }
    return found;
}

expected<void> history_reaches(const journal& history, std::span<const known_position> known) {
    const auto found = shortfalls(history, known);
    if (!found) return tl::unexpected(found.error());
    if (found->empty()) return {};
    std::string all;
    for (std::size_t each = 0; each < std::min(told_max, found->size()); ++each)
        all += (each == 0 ? "" : "; ") + (*found)[each].what;
    if (found->size() > told_max) all += "; and " + std::to_string(found->size() - told_max) + " more";
    return failed(failure_code::corrupt, all + ": the log has lost its end, or is another one");
}

}  // namespace parcours
