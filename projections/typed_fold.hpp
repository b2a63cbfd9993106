// SPDX-License-Identifier: Apache-2.0
// Include only in the .cpp file of a projection, which instantiates these templates.
#pragma once

#include <map>
#include <unordered_map>
#include <unordered_set>

#include "projections/fold.hpp"
#include "projections/fold_part.hpp"
#include "projections/make_fold.hpp"
#include "projections/typed_fold_from_scratch.hpp"
#include "projections/typed_rows.hpp"

namespace parcours {

// By how much each count changes with a batch.
using count_changes = std::map<bytes, std::int64_t>;
// Writes the difference between the entries that followed before and those that follow now; that of counts is added up.
void write_difference(const consequences& before, const consequences& after, table_batch& batch,
                      count_changes& changes);
// A count that comes to nothing is not there, as after a rebuild.
expected<void> write_counts(const count_changes& changes, const table_snapshot& before, table_batch& batch);

template <projection P>
class typed_fold final : public fold {
  public:
    explicit typed_fold(std::size_t octets_kept_max = std::size_t{16} << 20) : octets_kept_max_(octets_kept_max) {}
    std::string_view name() const override { return P::name; }
    int version() const override { return P::version; }
    stream_kind streams() const override { return P::stream::kind; }
    const std::vector<parked>& newly_parked() const override { return newly_parked_; }
    std::unique_ptr<fold> again() const override { return std::make_unique<typed_fold>(octets_kept_max_); }
    std::unique_ptr<fold_from_scratch> from_scratch() const override {
        return std::make_unique<typed_fold_from_scratch<P>>();
    }

    expected<void> open(const table_snapshot& now) override {
        rows_.clear();
        octets_kept_ = 0;
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
        count_changes changes;
        for (auto& [id, start] : touched_) {
            const auto& now = rows_.at(id);
            if (now.version == start.version) continue;
            bytes row = encode_versioned<P>(now);
            octets_kept_ += row.size();
            batch.put(row_key(id), std::move(row));
            write_difference(start.followed, follow<P>(now, id, start.partition), batch, changes);
        }
        return write_counts(changes, before, batch);
    }

    expected<void> take_up(const stream_id& stream, bool leave_out, std::span<const accepted> commits,
                           const table_snapshot& before, table_batch& batch) override {
        if (parked_.erase(stream.id) == 0) return failed(failure_code::invalid, "the stream is not parked");
        batch.erase(parked_key(stream.id));
        leaves_out_ = leave_out;
        auto done = apply(commits, before, batch);
        leaves_out_ = false;
        return done;
    }

    void written() override {
        touched_.clear();
        if (octets_kept_ <= octets_kept_max_) return;
        rows_.clear();
        octets_kept_ = 0;
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
        if (auto done = fold_part<P>(found->second, at, content, part, each_event, leaves_out_); !done) {
            newly_parked_.push_back({part.stream, at, done.error().context});
            parked_.insert(part.stream.id);
            batch.put(parked_key(part.stream.id), parked_value(newly_parked_.back()));
        }
        return {};
    }

    static expected<versioned_row<P>> load(const stream_part& part, const table_snapshot& before) {
        auto stored = before.get(row_key(part.stream.id));
        if (!stored) return tl::unexpected(std::move(stored).error());
        return *stored ? decode_versioned<P>(**stored) : expected<versioned_row<P>>(versioned_row<P>{});
    }

    std::size_t octets_kept_max_;
    std::size_t octets_kept_ = 0;  // no less than what `rows_` would take stored; a row written twice counts twice
    std::unordered_map<id128, versioned_row<P>, id_hash> rows_;
    std::unordered_map<id128, beginning, id_hash> touched_;
    std::unordered_set<id128, id_hash> parked_;
    std::vector<parked> newly_parked_;
    bool leaves_out_ = false;  // what cannot be applied, while a stream is taken up
};

template <projection P>
std::unique_ptr<fold> make_fold() {
    return std::make_unique<typed_fold<P>>();
}

}  // namespace parcours
