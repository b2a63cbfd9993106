// SPDX-License-Identifier: Apache-2.0
#include "replay_tools/walk.hpp"

namespace parcours::replay {
namespace {

constexpr std::size_t records_of_a_read = 512;
constexpr byte_view magic = "PRCF";

}  // namespace

expected<walk_end> walk(const log_reader& records, partition_number partition,
                        const std::function<bool(const met_record&)>& show) {
    walk_end reached{first_head(records.shape().generation, partition), 0};
    bool going = true;
    const auto take = [&](const log_record& record) {
        if (!going) return;
        met_record met{{partition, record.offset}, standing::foreign, {}};
        const auto read = read_frame(record.value);
        if (const auto* found = std::get_if<frame>(&read)) {
            met.what = *found;
            const auto after = accept(reached.at, *found);
            met.is = after ? standing::accepted : standing::ignored;
            if (after) reached.at = *after;
        } else if (std::get<not_a_frame>(read) == not_a_frame::unknown_version) {
            met.is = standing::unknown_version;
        } else if (record.value.starts_with(magic)) {
            met.is = standing::damaged;
        }
        reached.next = record.offset + 1;
        going = show(met) && met.is != standing::unknown_version;
    };
    for (std::int64_t from = 0; going;) {
        const auto next = records.read(partition, from, records_of_a_read, take);
        if (!next)
            return failed(next.error().code, "partition " + std::to_string(partition) + " cannot be read from offset " +
                                                 std::to_string(reached.next) + " on: " + next.error().context);
        if (*next == from) break;
        from = *next;
    }
    return reached;
}

}  // namespace parcours::replay
