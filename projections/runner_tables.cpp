// SPDX-License-Identifier: Apache-2.0
// What a runner reads from its tables and writes to them.
#include <algorithm>

#include "projections/runner_state.hpp"
#include "projections/table_keys.hpp"

namespace parcours {
namespace {

void put_positions(table_batch& batch, const std::vector<std::int64_t>& offsets,
                   const std::vector<std::int64_t>& persisted, const token128& generation) {
    for (partition_number partition = 0; partition < offsets.size(); ++partition)
        if (offsets[partition] != persisted[partition])
            batch.put(position_key(partition), position_value(generation, offsets[partition]));
}

std::int64_t furthest(const std::vector<std::int64_t>& offsets, const std::vector<std::int64_t>& persisted) {
    std::int64_t most = 0;
    for (std::size_t i = 0; i < offsets.size(); ++i) most = std::max(most, offsets[i] - persisted[i]);
    return most;
}

}  // namespace

expected<std::vector<std::int64_t>> read_offsets(const table_snapshot& from, const journal& history) {
    const log_shape shape = history.shape();
    std::vector<std::int64_t> offsets(shape.partitions, -1);
    for (partition_number partition = 0; partition < shape.partitions; ++partition) {
        const auto stored = from.get(position_key(partition));
        if (!stored) return tl::unexpected(stored.error());
        if (!*stored) continue;
        const auto read = parse_position_value(**stored);
        if (!read) return tl::unexpected(read.error());
        const auto end = history.end(partition);
        if (!end) return tl::unexpected(end.error());
        if (read->generation != shape.generation)
            return failed(failure_code::corrupt, "it was built from another log than this one");
        if (read->offset > end->offset)
            return failed(failure_code::corrupt, "it has read partition " + std::to_string(partition) + " up to " +
                                                     std::to_string(read->offset) +
                                                     ", further than the log, which ends at " +
                                                     std::to_string(end->offset) + ": the log has lost its end");
        offsets[partition] = read->offset;
    }
    return offsets;
}

expected<table_state> open_table(fold& one, const table& where, const journal& history) {
    const auto now = where.snapshot();
    auto offsets = read_offsets(*now, history);
    if (!offsets) return tl::unexpected(std::move(offsets).error());
    const auto parked_before = read_parked(*now, one.streams());
    if (!parked_before) return tl::unexpected(parked_before.error());
    if (auto opened = one.open(*now); !opened) return tl::unexpected(std::move(opened).error());
    return table_state{*std::move(offsets), parked_before->size()};
}

expected<void> runner::write(at_work& one, std::span<const accepted> group) {
    std::vector<accepted> fresh;
    for (const auto& each : group)
        if (each.at.offset > one.offsets[each.at.partition]) fresh.push_back(each);
    table_batch batch;
    const auto before = one.where->snapshot();
    auto done = one.one->apply(fresh, *before, batch);
    auto offsets = one.offsets;
    for (const auto& each : fresh) offsets[each.at.partition] = each.at.offset;
    if (done && (!batch.empty() || furthest(offsets, one.persisted) > settings_.position_step)) {
        put_positions(batch, offsets, one.persisted, history_.shape().generation);
        done = one.where->write(batch);
        if (done) one.persisted = std::move(offsets);
    }
    if (done) one.one->written();
    return done;
}

void runner::persist_positions(at_work& one) {
    if (one.failed) return;
    table_batch batch;
    put_positions(batch, one.offsets, one.persisted, history_.shape().generation);
    auto done = batch.empty() ? expected<void>{} : one.where->write(batch);
    if (done) done = one.where->flush();
    if (!done) return fail(one, done.error());
    one.persisted = one.offsets;
}

}  // namespace parcours
