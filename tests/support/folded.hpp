// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "projections/make_fold.hpp"
#include "projections/rows.hpp"
#include "tests/support/tables_in_memory.hpp"
#include "tests/support/written_history.hpp"

// Given these events, then a reader finds …: a projection's scenario through its fold and a table.
namespace parcours {

// Shows a group to a fold and writes what changes, as the runner does but for the positions.
inline expected<void> apply_group(fold& one, table& where, std::span<const accepted> group) {
    table_batch batch;
    const auto before = where.snapshot();
    if (auto done = one.apply(group, *before, batch); !done) return done;
    if (!batch.empty())
        if (auto done = where.write(batch); !done) return done;
    one.written();
    return {};
}

template <projection P>
class folded {
  public:
    using stream = typename P::stream;

    // Each event in a commit of its own.
    folded& given(const typename stream::id& id, const std::vector<typename stream::event>& events,
                  actor by = written_history::some_actor()) {
        for (const auto& each : events) {
            const accepted next = history_.template add<stream>(id, {each}, by);
            const auto done = apply_group(*fold_, *table_, std::span(&next, 1));
            check(done.has_value(), "a fold applies what a test gives it");
        }
        return *this;
    }
    std::unique_ptr<table_snapshot> now() const { return table_->snapshot(); }
    // REQUIRES: the stream has one.
    typename P::row row(const typename stream::id& id) const { return read(id).row; }
    std::uint64_t version(const typename stream::id& id) const { return read(id).version; }
    // The streams and values of a list, in its order.
    std::vector<std::pair<typename stream::id, bytes>> list(const entry_key& prefix) const {
        std::vector<std::pair<typename stream::id, bytes>> found;
        const auto done =
            scan_entries(*now(), prefix, {}, table_snapshot::direction::ascending, [&](const found_entry& each) {
                found.emplace_back(typename stream::id{each.stream}, bytes(each.value));
                return true;
            });
        check(done.has_value(), "a table in memory can be read");
        return found;
    }
    std::vector<bytes> events_under(const entry_key& prefix) const {
        std::vector<bytes> found;
        const auto done =
            scan_event_entries(*now(), prefix, {}, table_snapshot::direction::ascending, [&](const found_entry& each) {
                found.emplace_back(each.value);
                return true;
            });
        check(done.has_value(), "a table in memory can be read");
        return found;
    }
    // When the commit of this number (from 0) was recorded.
    static instant at(std::size_t commit) { return written_history::time_of(commit); }

  private:
    versioned_row<P> read(const typename stream::id& id) const {
        auto found = read_row<P>(*now(), id.value).value();
        check(found.has_value(), "the row that a test asks for is there");
        return *std::move(found);
    }
    written_history history_;
    tables_in_memory tables_;
    std::unique_ptr<fold> fold_ = make_fold<P>();
    std::unique_ptr<table> table_ = tables_.open(P::name, P::version).value();
};

}  // namespace parcours
