// SPDX-License-Identifier: Apache-2.0
// Include only in the .cpp file of a projection, which instantiates these templates.
// How rows are stored and read.
#pragma once

#include "events/codec/row_codec.hpp"
#include "projections/rows.hpp"
#include "projections/table_keys.hpp"

namespace parcours {

template <projection P>
bytes encode_versioned(const versioned_row<P>& value) {
    bytes out;
    append_u64(out, value.version);
    append_row(out, value.row);
    return out;
}

template <projection P>
expected<versioned_row<P>> decode_versioned(byte_view stored) {
    if (stored.size() < 8) return failed(failure_code::corrupt, "a row without its version");
    auto row = decode_row<typename P::row>(stored.substr(8));
    if (!row) return tl::unexpected(std::move(row).error());
    return versioned_row<P>{read_u64(stored.data()), *std::move(row)};
}

template <projection P>
expected<std::optional<versioned_row<P>>> decode_stored(const std::optional<bytes>& stored) {
    if (!stored) return std::nullopt;
    auto row = decode_versioned<P>(*stored);
    if (!row) return tl::unexpected(std::move(row).error());
    return std::optional<versioned_row<P>>(*std::move(row));
}

template <projection P>
expected<std::optional<versioned_row<P>>> read_row(const table_snapshot& from, const id128& stream) {
    const auto stored = from.get(row_key(stream));
    if (!stored) return tl::unexpected(stored.error());
    return decode_stored<P>(*stored);
}

template <projection P>
expected<std::vector<std::optional<versioned_row<P>>>> read_rows(const table_snapshot& from,
                                                                 std::span<const id128> streams) {
    std::vector<bytes> keys;
    keys.reserve(streams.size());
    for (const auto& stream : streams) keys.push_back(row_key(stream));
    const auto stored = from.get_many(keys);
    if (!stored) return tl::unexpected(stored.error());
    std::vector<std::optional<versioned_row<P>>> rows;
    rows.reserve(stored->size());
    for (const auto& each : *stored) {
        auto row = decode_stored<P>(each);
        if (!row) return tl::unexpected(std::move(row).error());
        rows.push_back(*std::move(row));
    }
    return rows;
}

}  // namespace parcours
