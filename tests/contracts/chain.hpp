// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include "events/commit/acceptance.hpp"
#include "events/ports/log_reader.hpp"

namespace parcours {

// A writer's own view of one partition: makes frames that each extend the one before it. A copy of it is a rival.
struct chain {
    partition_number partition = 0;
    digest head{};
    std::uint64_t height = 0;
    writer_id writer{1};
    instant now{1'700'000'000'000};

    static chain begin(const log_shape& shape, partition_number partition) {
        return {partition, first_head(shape.generation, partition).hash};
    }
    // Where the journal ends now.
    static chain go_on(const history_end& end, partition_number partition) {
        chain made{partition, end.at.hash, end.height};
        made.now = {std::max(made.now.ms, end.recorded_at.ms)};
        return made;
    }

    // A stream whose route belongs to this partition, if there are fewer than 100 partitions.
    stream_id stream(std::uint64_t number, stream_kind kind = stream_kind::application) const {
        return {kind, id128::make({1'700'000'000'000}, static_cast<route_number>(partition), number)};
    }

    commit next_commit(unsigned char command) {
        commit content;
        content.command = {command, static_cast<unsigned char>(partition)};
        content.command_name = "something.do";
        content.request_digest = {command};
        content.dedupe_key = {9};
        content.recorded_at = now;
        content.writer = writer;
        content.height = height + 1;
        return content;
    }
    // `events` events of one stream, from this version on.
    bytes append(unsigned char command, const stream_id& to, std::uint64_t first_version, std::size_t events = 1) {
        commit content = next_commit(command);
        content.parts.push_back({to, first_version, {}});
        for (std::size_t each = 0; each < events; ++each)
            content.parts.front().events.push_back({"something_happened", 1, bytes(40, 'x')});
        return append(content);
    }
    bytes append(const commit& content) { return frame_of(frame_kind::commit, encode(content)); }
    bytes append_mark(std::uint64_t counter) {
        return frame_of(frame_kind::mark, encode(mark{writer, counter, height + 1}));
    }
    bytes append_closing(const token128& next) {
        return frame_of(frame_kind::closing, encode(closing{writer, next, height + 1}));
    }

  private:
    bytes frame_of(frame_kind kind, byte_view body) {
        auto made = make_frame(kind, head, body);
        head = made.hash;
        ++height;
        return std::move(made.octets);
    }
};

// The history that the raw records of a partition give to whoever reads them from the start.
struct replayed {
    history_end end;
    std::uint64_t accepted = 0;
    std::uint64_t ignored = 0;
    std::uint64_t foreign = 0;
    std::optional<failure> stopped;
};

inline replayed replay(const log_reader& records, partition_number partition) {
    std::map<stream_id, std::uint64_t> versions;
    const auto last_version = [&](const stream_id& stream) -> expected<std::uint64_t> { return versions[stream]; };
    history_end start;
    start.at = first_head(records.shape().generation, partition);
    acceptance rule(partition, start, last_version);
    replayed all;
    const auto take = [&](const log_record& record) {
        if (all.stopped) return;
        auto verdict = rule.take(record.offset, record.value);
        if (const auto* next = std::get_if<accepted>(&verdict)) {
            ++all.accepted;
            if (!next->content) return;
            for (const auto& part : next->content->parts)
                versions[part.stream] = part.first_version + part.events.size() - 1;
        }
        all.ignored += std::holds_alternative<ignored>(verdict) ? 1 : 0;
        all.foreign += std::holds_alternative<acceptance::foreign>(verdict) ? 1 : 0;
        if (auto* why = std::get_if<failure>(&verdict)) all.stopped = std::move(*why);
    };
    constexpr std::size_t records_at_once = 7;  // few, so that going on is tested too
    for (std::int64_t from = 0; !all.stopped;) {
        const auto next = records.read(partition, from, records_at_once, take);
        if (!next) all.stopped = next.error();
        if (!next || *next == from) break;
        from = *next;
    }
    all.end = rule.end();
    return all;
}

}  // namespace parcours
