// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "query_api/relations/standings.hpp"
#include "query_api/views/newest_first.hpp"
#include "query_api/views/viewing.hpp"

// A page of rows that a viewer may know of.
namespace parcours {

// How many rows one request reads to fill a page; beyond it the page ends early, with a cursor to go on from.
inline constexpr std::size_t rows_of_request_max = 2'000;

template <projection P>
struct seen_row {
    id128 stream;
    versioned_row<P> kept;
    audience_set whom;
};
template <projection P>
struct row_page {
    std::vector<seen_row<P>> rows;
    bytes next;  // what the next page comes after; empty: there is none
};

// Whether the viewer may know that the row is there: they may see one of its events.
template <class Row>
bool may_know(const viewing& whole, const Row& row, const audience_set& whom) {
    return progress_seen(row.seen, whole.terms().visible, whom).version > 0;
}

// The row that the path names, where the caller may know of it; else the answer is given: 404 also for what is there, so
// that nobody learns that it is. REQUIRES: the snapshot of P was taken before `whole` was made.
template <projection P, class Id>
std::optional<seen_row<P>> read_known(viewing& whole, const std::string& parameter) {
    call& asked = whole.asked();
    const auto refuse = [&] {
        asked.refuse(404, "not_found");
        return std::nullopt;
    };
    const auto id = parse_id<Id>(asked.parameter(parameter));
    if (!id) return refuse();
    auto kept = read_row<P>(asked.table(P::name), id->value);
    if (!kept) return asked.refuse(kept.error()), std::nullopt;
    if (!*kept) return refuse();
    const auto whom = whole.audiences(standing_of((*kept)->row));
    if (!whom) return asked.refuse(whom.error()), std::nullopt;
    if (!may_know(whole, (*kept)->row, *whom)) return refuse();
    return seen_row<P>{id->value, **std::move(kept), *whom};
}

// The next rows of `entries` that are wanted and that the viewer may know of. There is a next page only where there is
// such a row for it, unless a bound was reached: what is hidden shows in no cursor.
template <projection P>
expected<row_page<P>> read_page_of(viewing& whole, const table_snapshot& from, newest_first& entries, std::size_t limit,
                                   const std::function<bool(byte_view)>& wanted_entry,
                                   const std::function<bool(const typename P::row&, const audience_set&)>& wanted_row) {
    row_page<P> made;
    bytes last;
    for (std::size_t read = 0; !entries.done();) {
        const auto some = entries.next(limit + 1 - made.rows.size(), wanted_entry);
        if (!some) return tl::unexpected(some.error());
        std::vector<id128> streams;
        for (const auto& each : *some) streams.push_back(each.stream);
        auto rows = read_rows<P>(from, streams);
        if (!rows) return tl::unexpected(std::move(rows).error());
        for (std::size_t i = 0; i < rows->size(); ++i) {
            auto& kept = (*rows)[i];
            if (!kept) continue;
            const auto whom = whole.audiences(standing_of(kept->row));
            if (!whom) return tl::unexpected(whom.error());
            if (!may_know(whole, kept->row, *whom) || !wanted_row(kept->row, *whom)) continue;
            if (made.rows.size() == limit) {
                made.next = std::move(last);
                return made;
            }
            made.rows.push_back({streams[i], *std::move(kept), *whom});
            last = (*some)[i].rest;
        }
        read += streams.size();
        const bool at_bound = read >= rows_of_request_max || some->empty();
        if (at_bound && !entries.done()) {
            made.next = entries.reached();
            return made;
        }
    }
    return made;
}

}  // namespace parcours
