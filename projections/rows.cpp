// SPDX-License-Identifier: Apache-2.0
#include "projections/rows.hpp"

#include "projections/table_keys.hpp"

namespace parcours {
namespace {

constexpr std::size_t id_size = 16;
constexpr std::size_t partition_size = 4;

expected<void> scan_from(const table_snapshot& from, const bytes& prefix, byte_view after,
                         table_snapshot::direction way, const table_snapshot::show_pair& show) {
    bytes start;
    if (!after.empty()) start = prefix + bytes(after);
    return from.scan(prefix, start, way,
                     [&](byte_view key, byte_view value) { return key == start || show(key, value); });
}

}  // namespace

expected<void> scan_entries(const table_snapshot& from, const entry_key& prefix, byte_view after,
                            table_snapshot::direction way, const std::function<bool(const found_entry&)>& show) {
    const bytes whole = "e" + prefix.octets();
    return scan_from(from, whole, after, way, [&](byte_view key, byte_view value) {
        const byte_view rest = key.substr(whole.size());
        return show({rest, id_at(rest.substr(rest.size() - id_size)), value});
    });
}

expected<void> scan_event_entries(const table_snapshot& from, const entry_key& prefix, byte_view after,
                                  table_snapshot::direction way, const std::function<bool(const found_entry&)>& show) {
    const bytes whole = event_entry_key(prefix.octets());
    return scan_from(from, whole, after, way, [&](byte_view key, byte_view value) {
        return show({key.substr(whole.size()), {}, value});
    });
}

expected<std::vector<std::pair<bytes, std::int64_t>>> read_counts(const table_snapshot& from, const entry_key& prefix) {
    const bytes whole = "c" + prefix.octets();
    std::vector<std::pair<bytes, std::int64_t>> sums;
    auto done = from.scan(whole, {}, table_snapshot::direction::ascending, [&](byte_view key, byte_view value) {
        const byte_view rest = key.substr(whole.size(), key.size() - whole.size() - partition_size);
        if (sums.empty() || sums.back().first != rest) sums.emplace_back(bytes(rest), 0);
        sums.back().second += counter_value(bytes(value));
        return true;
    });
    if (!done) return tl::unexpected(std::move(done).error());
    return sums;
}

}  // namespace parcours
