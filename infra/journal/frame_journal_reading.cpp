// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>

#include <rocksdb/db.h>
#include <rocksdb/snapshot.h>

#include "infra/journal/command_ages.hpp"
#include "infra/journal/families.hpp"
#include "infra/journal/frame_journal.hpp"
#include "infra/journal/journal_format.hpp"
#include "infra/rocksdb/database.hpp"

namespace parcours {
namespace {

namespace format = journal_format;

constexpr std::size_t commits_of_a_read = 32;
constexpr std::size_t readahead_octets = std::size_t{1} << 20;

std::string text(const position& at) { return std::to_string(at.partition) + "." + std::to_string(at.offset); }

// A frame of this journal as it was accepted; whatever else is found was changed since.
expected<std::optional<commit>> decode_accepted(const position& at, byte_view octets) {
    const auto read = read_frame(octets);
    const auto* found = std::get_if<frame>(&read);
    if (found == nullptr)
        return failed(failure_code::corrupt, "the frame at " + text(at) + " is not the one that was accepted");
    if (found->kind != frame_kind::commit) return std::nullopt;
    auto content = decode_commit(found->body);
    if (!content) return tl::unexpected(std::move(content).error());
    return std::optional<commit>(*std::move(content));
}

// The keys of one partition, from one on, within one family.
struct span_of_keys {
    span_of_keys(const database& store, std::size_t family, const bytes& first, bytes past, bool in_passing,
                 const rocksdb::Snapshot* as_of = nullptr)
        : past_(std::move(past)), past_slice_(past_) {
        rocksdb::ReadOptions how;
        how.iterate_upper_bound = &past_slice_;
        how.total_order_seek = true;
        how.snapshot = as_of;
        if (in_passing) {
            how.fill_cache = false;
            how.readahead_size = readahead_octets;
        }
        at.reset(store->NewIterator(how, store.family(family)));
        at->Seek(first);
    }

    std::unique_ptr<rocksdb::Iterator> at;

  private:
    bytes past_;
    rocksdb::Slice past_slice_;
};

// The keys of one stream. The family holds shorter keys beside them, so bounds keep the reader to its stream: RocksDB would
// ask each key that it meets for its prefix, and end the process where a key is too short to have one.
struct keys_of_stream {
    keys_of_stream(const database& store, const stream_id& stream)
        : prefix(format::stream_prefix(stream)),
          past_(prefix + bytes(longer_than_a_version, '\xff')),
          first_slice_(prefix),
          past_slice_(past_) {
        rocksdb::ReadOptions how;
        how.iterate_lower_bound = &first_slice_;
        how.iterate_upper_bound = &past_slice_;
        at.reset(store->NewIterator(how, store.family(index_family)));
    }

    const bytes prefix;
    std::unique_ptr<rocksdb::Iterator> at;

  private:
    static constexpr std::size_t longer_than_a_version = 9;
    const bytes past_;
    rocksdb::Slice first_slice_;
    rocksdb::Slice past_slice_;
};

}  // namespace

expected<history_end> frame_journal::end(partition_number partition) const {
    const std::lock_guard hold(ends_guard_);
    if (partition >= ends_.size()) return failed(failure_code::invalid, "no such partition");
    return ends_[partition];
}

expected<std::uint64_t> frame_journal::last_version(const stream_id& stream) const {
    const keys_of_stream keys(*store_, stream);
    const auto& at = keys.at;
    at->SeekForPrev(format::stream_key(stream, std::numeric_limits<std::uint64_t>::max()));
    if (!at->status().ok()) return failed_with(at->status(), "the journal cannot be read");
    return at->Valid() ? format::version_of(at->key().ToStringView()) : 0;
}

expected<std::optional<command_outcome>> frame_journal::find(partition_number partition, const command_id& command,
                                                             std::int64_t until) const {
    rocksdb::PinnableSlice stored;
    const auto status =
        (*store_)->Get({}, store_->family(commands_family), format::command_key(partition, command), &stored);
    if (status.IsNotFound()) return std::nullopt;
    if (!status.ok()) return failed_with(status, "the outcome of a command cannot be read");
    auto outcome = format::parse_command(partition, stored.ToStringView());
    if (!outcome) return tl::unexpected(std::move(outcome).error());
    if (outcome->at.offset > until || ages_->forgotten(partition, outcome->recorded_at)) return std::nullopt;
    return std::optional<command_outcome>(*std::move(outcome));
}

expected<void> frame_journal::read_stream(const stream_id& stream, std::uint64_t from_version, std::int64_t until,
                                          const show_part& show) const {
    const partition_number partition = partition_of(stream);
    const keys_of_stream keys(*store_, stream);
    const auto& at = keys.at;
    std::vector<bytes> frame_keys;
    std::int64_t last = -1;
    at->Seek(format::stream_key(stream, from_version));
    for (; at->Valid(); at->Next()) {
        const auto offset = format::parse_offset(at->value().ToStringView());
        if (!offset) return tl::unexpected(offset.error());
        if (*offset > until) break;
        // A commit may hold two parts of one stream.
        if (*offset == last) continue;
        last = *offset;
        frame_keys.push_back(format::frame_key({partition, last}));
        if (frame_keys.size() < commits_of_a_read) continue;
        const auto more = show_commits(stream, from_version, frame_keys, show);
        if (!more) return tl::unexpected(more.error());
        if (!*more) return {};
        frame_keys.clear();
    }
    if (!at->status().ok()) return failed_with(at->status(), "a stream cannot be read");
    const auto done = show_commits(stream, from_version, frame_keys, show);
    if (!done) return tl::unexpected(done.error());
    return {};
}

expected<bool> frame_journal::show_commits(const stream_id& stream, std::uint64_t from_version,
                                           const std::vector<bytes>& frame_keys, const show_part& show) const {
    const std::vector<rocksdb::Slice> keys(frame_keys.begin(), frame_keys.end());
    std::vector<rocksdb::PinnableSlice> found(keys.size());
    std::vector<rocksdb::Status> statuses(keys.size());
    constexpr bool sorted = true;
    (*store_)->MultiGet({}, store_->family(frames_family), keys.size(), keys.data(), found.data(), statuses.data(),
                        sorted);
    for (std::size_t each = 0; each < keys.size(); ++each) {
        const position at = format::position_of(frame_keys[each]);
        if (!statuses[each].ok()) return failed_with(statuses[each], "the commit at " + text(at) + " cannot be read");
        const auto content = decode_accepted(at, found[each].ToStringView());
        if (!content) return tl::unexpected(content.error());
        if (!*content) return failed(failure_code::corrupt, "the frame at " + text(at) + " is no commit");
        for (const auto& part : (*content)->parts) {
            if (part.stream != stream || part.first_version + part.events.size() <= from_version) continue;
            if (!show(at, **content, part)) return false;
        }
    }
    return true;
}

expected<std::vector<stream_id>> frame_journal::streams_of(route_number route, std::int64_t until) const {
    const bytes prefix = format::route_prefix(route);
    rocksdb::ReadOptions how;
    how.total_order_seek = true;
    const std::unique_ptr<rocksdb::Iterator> at((*store_)->NewIterator(how, store_->family(index_family)));
    std::vector<stream_id> found;
    at->Seek(prefix);
    while (at->Valid() && at->key().ToStringView().starts_with(prefix)) {
        // The first key of each stream is of its first commit; the others are passed over.
        const stream_id stream = format::stream_of(at->key().ToStringView());
        const auto first = format::parse_offset(at->value().ToStringView());
        if (!first) return tl::unexpected(first.error());
        if (*first <= until) found.push_back(stream);
        at->Seek(format::stream_key(stream, std::numeric_limits<std::uint64_t>::max()));
    }
    if (!at->status().ok()) return failed_with(at->status(), "the streams of a route cannot be read");
    return found;
}

expected<std::int64_t> frame_journal::read(partition_number partition, std::int64_t from, std::size_t frames_max,
                                           const show_frame& show) const {
    const span_of_keys frames(*store_, frames_family, format::frame_key({partition, from}),
                              format::frame_key({partition + 1, 0}), true);
    std::int64_t next = from;
    for (auto& at = *frames.at; at.Valid() && frames_max > 0; at.Next(), --frames_max) {
        const position where = format::position_of(at.key().ToStringView());
        show(where, at.value().ToStringView());
        next = where.offset + 1;
    }
    if (!frames.at->status().ok()) return failed_with(frames.at->status(), "the journal cannot be read");
    return next;
}

std::vector<digest> frame_journal::last_hashes(partition_number partition, std::size_t frames_max) const {
    const span_of_keys frames(*store_, frames_family, format::frame_key({partition, 0}),
                              format::frame_key({partition + 1, 0}), true);
    const bytes prefix = format::frame_key({partition, 0}).substr(0, format::frame_prefix_octets);
    std::vector<digest> found;
    auto& at = *frames.at;
    for (at.SeekToLast(); at.Valid() && found.size() < frames_max; at.Prev()) {
        if (!at.key().ToStringView().starts_with(prefix)) break;
        const auto read = read_frame(at.value().ToStringView());
        if (const auto* each = std::get_if<frame>(&read)) found.push_back(each->hash);
    }
    std::reverse(found.begin(), found.end());
    return found;
}

expected<std::optional<commit>> frame_journal::commit_at(const struct position& at) const {
    rocksdb::PinnableSlice octets;
    const auto status = (*store_)->Get({}, store_->family(frames_family), format::frame_key(at), &octets);
    if (status.IsNotFound()) return std::nullopt;
    if (!status.ok()) return failed_with(status, "the commit at " + text(at) + " cannot be read");
    return decode_accepted(at, octets.ToStringView());
}

expected<std::int64_t> frame_journal::read_records(partition_number partition, std::int64_t from,
                                                   std::size_t records_max,
                                                   const std::function<void(const log_record&)>& show) const {
    // One moment for both, or a frame could be missed before a record that was set aside after it.
    rocksdb::ManagedSnapshot as_of(store_->operator->());
    const span_of_keys frames(*store_, frames_family, format::frame_key({partition, from}),
                              format::frame_key({partition + 1, 0}), true, as_of.snapshot());
    const span_of_keys aside(*store_, index_family, format::aside_key({partition, from}),
                             format::aside_key({partition + 1, 0}), true, as_of.snapshot());
    std::int64_t next = from;
    for (; records_max > 0 && (frames.at->Valid() || aside.at->Valid()); --records_max) {
        const auto offset_in = [](const span_of_keys& of) {
            return of.at->Valid() ? format::position_of(of.at->key().ToStringView()).offset
                                  : std::numeric_limits<std::int64_t>::max();
        };
        auto& first = offset_in(frames) < offset_in(aside) ? *frames.at : *aside.at;
        const position where = format::position_of(first.key().ToStringView());
        show({where.partition, where.offset, first.value().ToStringView()});
        next = where.offset + 1;
        first.Next();
    }
    for (const auto* each : {&frames, &aside})
        if (!each->at->status().ok()) return failed_with(each->at->status(), "the log cannot be read");
    return next;
}

}  // namespace parcours
