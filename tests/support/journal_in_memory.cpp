// SPDX-License-Identifier: Apache-2.0
#include "tests/support/journal_in_memory.hpp"

#include <algorithm>

namespace parcours {

journal_in_memory::journal_in_memory(log_shape shape) : shape_(shape), shelves_(shape.partitions) {
    for (partition_number each = 0; each < shape.partitions; ++each)
        shelves_[each].end.at = first_head(shape.generation, each);
}

void journal_in_memory::index(shelf& where, std::size_t at) {
    const accepted& what = where.entries[at].what;
    where.end.at = what.after;
    where.end.offset = what.at.offset;
    where.end.next = what.at.offset + 1;
    ++where.end.height;
    if (!what.content) return;
    where.end.recorded_at = what.content->recorded_at;
    where.commands.emplace(what.content->command, at);
    for (std::size_t part = 0; part < what.content->parts.size(); ++part)
        where.streams[what.content->parts[part].stream].emplace_back(at, part);
}

void journal_in_memory::take(const accepted& next, byte_view frame) {
    const std::lock_guard hold(guard_);
    auto& where = shelves_.at(next.at.partition);
    where.entries.push_back({next, bytes(frame)});
    index(where, where.entries.size() - 1);
}

void journal_in_memory::pass(partition_number partition, std::int64_t next) {
    const std::lock_guard hold(guard_);
    shelves_.at(partition).end.next = next;
}

void journal_in_memory::cut(partition_number partition, std::size_t frames_kept) {
    const std::lock_guard hold(guard_);
    shelf kept;
    kept.end.at = first_head(shape_.generation, partition);
    kept.entries = std::move(shelves_.at(partition).entries);
    kept.entries.resize(std::min(frames_kept, kept.entries.size()));
    for (std::size_t at = 0; at < kept.entries.size(); ++at) index(kept, at);
    shelves_.at(partition) = std::move(kept);
}

std::vector<digest> journal_in_memory::chain(partition_number partition) const {
    const std::lock_guard hold(guard_);
    std::vector<digest> hashes;
    for (const auto& each : shelves_.at(partition).entries) hashes.push_back(each.what.after.hash);
    return hashes;
}

expected<history_end> journal_in_memory::end(partition_number partition) const {
    const std::lock_guard hold(guard_);
    return shelves_.at(partition).end;
}

expected<std::optional<command_outcome>> journal_in_memory::find(partition_number partition, const command_id& command,
                                                                 std::int64_t until) const {
    const std::lock_guard hold(guard_);
    const auto& where = shelves_.at(partition);
    const auto found = where.commands.find(command);
    if (found == where.commands.end()) return std::nullopt;
    const accepted& what = where.entries[found->second].what;
    if (what.at.offset > until) return std::nullopt;
    return command_outcome{what.at, what.content->request_digest, what.content->dedupe_key, what.content->recorded_at};
}

expected<void> journal_in_memory::read_stream(const stream_id& stream, std::uint64_t from_version, std::int64_t until,
                                              const show_part& show) const {
    const std::lock_guard hold(guard_);
    const auto& where = shelves_.at(stream.route() % shape_.partitions);
    const auto found = where.streams.find(stream);
    if (found == where.streams.end()) return {};
    for (const auto& [at, part] : found->second) {
        const accepted& what = where.entries[at].what;
        const auto& shown = what.content->parts[part];
        if (what.at.offset > until) break;
        if (shown.first_version + shown.events.size() <= from_version) continue;
        if (!show(what.at, *what.content, shown)) break;
    }
    return {};
}

expected<std::vector<stream_id>> journal_in_memory::streams_of(route_number route, std::int64_t until) const {
    const std::lock_guard hold(guard_);
    const auto& where = shelves_.at(route % shape_.partitions);
    std::vector<stream_id> found;
    for (const auto& [stream, parts] : where.streams)
        if (stream.route() == route && where.entries[parts.front().first].what.at.offset <= until)
            found.push_back(stream);
    return found;
}

expected<std::int64_t> journal_in_memory::read(partition_number partition, std::int64_t from, std::size_t frames_max,
                                               const show_frame& show) const {
    const std::lock_guard hold(guard_);
    std::size_t shown = 0;
    for (const auto& each : shelves_.at(partition).entries) {
        if (each.what.at.offset < from) continue;
        if (shown++ == frames_max) break;
        show(each.what.at, each.frame);
        from = each.what.at.offset + 1;
    }
    return from;
}

expected<std::optional<commit>> journal_in_memory::commit_at(const struct position& at) const {
    const std::lock_guard hold(guard_);
    const auto& entries = shelves_.at(at.partition).entries;
    const auto found =
        std::lower_bound(entries.begin(), entries.end(), at.offset,
                         [](const entry& each, std::int64_t offset) { return each.what.at.offset < offset; });
    if (found == entries.end() || found->what.at.offset != at.offset || !found->what.content) return std::nullopt;
    return *found->what.content;
}

}  // namespace parcours
