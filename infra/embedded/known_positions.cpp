// SPDX-License-Identifier: Apache-2.0
#include "infra/embedded/known_positions.hpp"

namespace parcours {

expected<void> history_reaches(const journal& history, std::span<const known_position> known) {
    for (const auto& each : known) {
        if (each.read_to.offset < 0) continue;
        if (each.generation != history.shape().generation)
            return failed(failure_code::corrupt, each.reader + " was read from another log than this one");
        const auto end = history.end(each.read_to.partition);
        if (!end) return failed(failure_code::corrupt, each.reader + " was read from a partition that does not exist");
        if (end->offset < each.read_to.offset)
            return failed(failure_code::corrupt, each.reader + " has read partition " +
                                                     std::to_string(each.read_to.partition) + " up to " +
                                                     std::to_string(each.read_to.offset) + ", but the log ends at " +
                                                     std::to_string(end->offset) + ": the log has lost its end");
    }
    return {};
}

}  // namespace parcours
