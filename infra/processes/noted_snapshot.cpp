// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/noted_snapshot.hpp"

#include "projections/table_keys.hpp"

namespace parcours {

// Rows and parked keys begin with their stream's id, entries with a tag and the id that their list is of.
void noted_snapshot::note(byte_view key) const {
    constexpr std::size_t id_size = 16;
    if (key.empty()) return;
    const std::size_t before = key.front() == 'e' ? 2 : 1;
    if (key.size() < before + id_size) return;
    asked_.insert(id_at(key.substr(before)).route() % partitions_);
}

expected<std::optional<bytes>> noted_snapshot::get(byte_view key) const {
    note(key);
    return inner_->get(key);
}

expected<std::vector<std::optional<bytes>>> noted_snapshot::get_many(const std::vector<bytes>& keys) const {
    for (const auto& key : keys) note(key);
    return inner_->get_many(keys);
}

expected<void> noted_snapshot::scan(byte_view prefix, byte_view from, direction way, const show_pair& show) const {
    note(prefix);
    return inner_->scan(prefix, from, way, show);
}

expected<void> noted_snapshot::add_positions(std::map<partition_number, std::int64_t>& to) const {
    for (const auto partition : asked_) {
        const auto stored = inner_->get(position_key(partition));
        if (!stored) return tl::unexpected(stored.error());
        if (!*stored) continue;  // nothing of this partition was ever folded
        const auto read = parse_position_value(**stored);
        if (!read) return tl::unexpected(read.error());
        const auto [known, first] = to.try_emplace(partition, read->offset);
        if (!first) known->second = std::min(known->second, read->offset);
    }
    return {};
}

}  // namespace parcours
