// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "projections/projection.hpp"
#include "projections/tables.hpp"

// How queries read what folds wrote.
namespace parcours {

// A row and how many events of its stream stand behind it.
template <projection P>
struct versioned_row {
    std::uint64_t version = 0;
    typename P::row row{};
};

// Instantiated for every projection of all_projections.hpp. `corrupt`: what is stored is no such row.
template <projection P>
expected<std::optional<versioned_row<P>>> read_row(const table_snapshot& from, const id128& stream);
// In the order asked, in one batch.
template <projection P>
expected<std::vector<std::optional<versioned_row<P>>>> read_rows(const table_snapshot& from,
                                                                 std::span<const id128> streams);

// One entry: what follows the prefix in its key, the stream it belongs to, its value.
struct found_entry {
    byte_view rest;
    id128 stream;
    byte_view value;
};
// Shows the entries whose key starts with `prefix`, from just after the one whose `rest` was
// `after` (empty: from the first), until `show` answers no.
expected<void> scan_entries(const table_snapshot& from, const entry_key& prefix, byte_view after,
                            table_snapshot::direction way, const std::function<bool(const found_entry&)>& show);
// The same for entries of single events; `stream` is empty.
expected<void> scan_event_entries(const table_snapshot& from, const entry_key& prefix, byte_view after,
                                  table_snapshot::direction way, const std::function<bool(const found_entry&)>& show);

// The sum over all partitions of each count whose key starts with `prefix`: what follows the prefix → sum.
expected<std::vector<std::pair<bytes, std::int64_t>>> read_counts(const table_snapshot& from, const entry_key& prefix);

}  // namespace parcours
