// SPDX-License-Identifier: Apache-2.0
// Include only in the .cpp file that lists all projections.
#pragma once

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "events/codec/codec.hpp"
#include "events/codec/row_codec.hpp"
#include "projections/fold.hpp"
#include "projections/projection.hpp"
#include "projections/table_keys.hpp"

namespace parcours {

// A row and how many events of its stream are folded into it.
template <projection P>
struct folded_row {
    std::uint64_t version = 0;
    typename P::row row{};
};

template <projection P>
bytes encode_folded(const folded_row<P>& value) {
    bytes out;
    append_u64(out, value.version);
    append_row(out, value.row);
    return out;
}

template <projection P>
expected<folded_row<P>> decode_folded(byte_view stored) {
    if (stored.size() < 8) return failed(failure_code::corrupt, "a row without its version");
    auto row = decode_row<typename P::row>(stored.substr(8));
    if (!row) return tl::unexpected(std::move(row).error());
    return folded_row<P>{read_u64(stored.data()), *std::move(row)};
}

// The ordinal in its commit of a part's first event.
std::uint32_t first_ordinal(const commit& content, const stream_part& part);

template <class E, class... Events>
constexpr bool is_handled(handles<Events...>) {
    return (std::is_same_v<E, Events> || ...);
}

// Folds one part of a commit into the row, whole or not at all; entries of single events go to `each_event`.
template <projection P>
expected<void> fold_part(folded_row<P>& into, const struct position& at, const commit& content, const stream_part& part,
                         entry_sink& each_event) {
    std::vector<typename P::stream::event> happened;
    happened.reserve(part.events.size());
    for (const auto& stored : part.events) {
        auto decoded = decode_event<typename P::stream>(stored);
        if (!decoded) return tl::unexpected(std::move(decoded).error());
        happened.push_back(*std::move(decoded));
    }
    stamp when{part.stream, 0, {}, content.recorded_at, at, &content.by, content.command, 1};
    std::uint32_t ordinal = first_ordinal(content, part);
    for (std::size_t i = 0; i < happened.size(); ++i, ++ordinal) {
        when.version = part.first_version + i;
        if (when.version <= into.version) continue;
        when.stored_version = part.events[i].version;
        if constexpr (has_event_entries<P>) when.id = make_event_id(content.command, ordinal);
        std::visit(
            [&]<class E>(const E& event) {
                if constexpr (is_handled<E>(typename P::events{})) P::on(into.row, event, when);
            },
            happened[i]);
        if constexpr (has_event_entries<P>) P::event_entries(into.row, happened[i], when, each_event);
        into.version = when.version;
    }
    return {};
}

// What follows from a row: entries with full keys, sorted, and counts summed by key.
struct consequences {
    std::vector<std::pair<bytes, bytes>> entries;
    std::vector<std::pair<bytes, std::int64_t>> counts;
};

template <projection P>
consequences follow(const folded_row<P>& from, const id128& stream, partition_number partition) {
    consequences found;
    if (from.version == 0) return found;
    if constexpr (has_entries<P>) {
        entry_sink put;
        P::entries(from.row, put);
        for (auto& [key, value] : put.entries) found.entries.emplace_back(entry_row_key(key, stream), std::move(value));
        std::sort(found.entries.begin(), found.entries.end());
    }
    if constexpr (has_counts<P>) {
        count_sink add;
        P::counts(from.row, add);
        for (auto& [key, amount] : add.counts) found.counts.emplace_back(count_key(key, partition), amount);
    }
    return found;
}

// Writes the difference between what followed before and what follows now.
void write_difference(const consequences& before, const consequences& after, table_batch& batch);

template <projection P>
class typed_fold final : public fold {
  public:
    explicit typed_fold(std::size_t rows_kept_max = 20'000) : rows_kept_max_(rows_kept_max) {}
    std::string_view name() const override { return P::name; }
    int version() const override { return P::version; }
    stream_kind streams() const override { return P::stream::kind; }
    const std::vector<parked>& newly_parked() const override { return newly_parked_; }
    std::unique_ptr<fold_from_scratch> from_scratch() const override;

    expected<void> open(const table_snapshot& now) override {
        rows_.clear();
        parked_.clear();
        auto all = read_parked(now, P::stream::kind);
        if (!all) return tl::unexpected(std::move(all).error());
        for (const auto& each : *all) parked_.insert(each.stream.id);
        return {};
    }

    expected<void> apply(std::span<const accepted> group, const table_snapshot& before, table_batch& batch) override {
        touched_.clear();
        newly_parked_.clear();
        entry_sink each_event;
        for (const auto& each : group) {
            if (!each.content) continue;
            for (const auto& part : each.content->parts)
                if (part.stream.kind == P::stream::kind)
                    if (auto done = take(each.at, *each.content, part, before, batch, each_event); !done) return done;
        }
        for (auto& [key, value] : each_event.entries) batch.put(event_entry_key(key), std::move(value));
        for (auto& [id, start] : touched_) {
            const auto& now = rows_.at(id);
            if (now.version == start.version) continue;
            batch.put(row_key(id), encode_folded<P>(now));
            write_difference(start.followed, follow<P>(now, id, start.partition), batch);
        }
        return {};
    }

    void written() override {
        if (rows_.size() > rows_kept_max_) rows_.clear();
        touched_.clear();
    }

  private:
    // What a row was before this group.
    struct beginning {
        std::uint64_t version = 0;
        partition_number partition = 0;
        consequences followed;
    };

    expected<void> take(const struct position& at, const commit& content, const stream_part& part,
                        const table_snapshot& before, table_batch& batch, entry_sink& each_event) {
        if (parked_.contains(part.stream.id)) return {};
        auto found = rows_.find(part.stream.id);
        if (found == rows_.end()) {
            auto loaded = load(part, before);
            if (!loaded) return tl::unexpected(std::move(loaded).error());
            found = rows_.emplace(part.stream.id, *std::move(loaded)).first;
        }
        if (!touched_.contains(part.stream.id))
            touched_.emplace(part.stream.id, beginning{found->second.version, at.partition,
                                                       follow<P>(found->second, part.stream.id, at.partition)});
        if (auto done = fold_part<P>(found->second, at, content, part, each_event); !done) {
            newly_parked_.push_back({part.stream, at, done.error().context});
            parked_.insert(part.stream.id);
            batch.put(parked_key(part.stream.id), parked_value(newly_parked_.back()));
        }
        return {};
    }

    static expected<folded_row<P>> load(const stream_part& part, const table_snapshot& before) {
        auto stored = before.get(row_key(part.stream.id));
        if (!stored) return tl::unexpected(std::move(stored).error());
        return *stored ? decode_folded<P>(**stored) : expected<folded_row<P>>(folded_row<P>{});
    }

    std::size_t rows_kept_max_;
    std::unordered_map<id128, folded_row<P>, id_hash> rows_;
    std::unordered_map<id128, beginning, id_hash> touched_;
    std::unordered_set<id128, id_hash> parked_;
    std::vector<parked> newly_parked_;
};

template <projection P>
class typed_fold_from_scratch final : public fold_from_scratch {
  public:
    expected<void> add(const struct position& at, const commit& content, const stream_part& part) override {
        auto& kept = rows_[part.stream.id];
        kept.partition = at.partition;
        if (auto done = fold_part<P>(kept.folded, at, content, part, each_event_); !done) return done;
        return {};
    }
    std::size_t size_in_bytes() const override {
        return rows_.size() * (sizeof(kept_row) + 400) + each_event_.entries.size() * 128;
    }
    void drain(drained& into) override {
        for (const auto& [id, each] : rows_) {
            if (each.folded.version == 0) continue;
            into.pairs.emplace_back(row_key(id), encode_folded<P>(each.folded));
            auto followed = follow<P>(each.folded, id, each.partition);
            std::move(followed.entries.begin(), followed.entries.end(), std::back_inserter(into.pairs));
            for (const auto& [key, amount] : followed.counts) into.counts[key] += amount;
        }
        for (auto& [key, value] : each_event_.entries) into.pairs.emplace_back(event_entry_key(key), std::move(value));
        rows_.clear();
        each_event_.entries.clear();
    }

  private:
    struct kept_row {
        folded_row<P> folded;
        partition_number partition = 0;
    };
    std::unordered_map<id128, kept_row, id_hash> rows_;
    entry_sink each_event_;
};

template <projection P>
std::unique_ptr<fold_from_scratch> typed_fold<P>::from_scratch() const {
    return std::make_unique<typed_fold_from_scratch<P>>();
}

}  // namespace parcours
