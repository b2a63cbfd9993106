// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <set>

#include "events/id.hpp"
#include "projections/tables.hpp"

namespace parcours {

// A snapshot that notes which partitions' streams it was asked for, so that a commit can name the positions at which
// its facts were read. Not thread-safe.
class noted_snapshot final : public table_snapshot {
  public:
    noted_snapshot(std::unique_ptr<table_snapshot> inner, partition_number partitions)
        : inner_(std::move(inner)), partitions_(partitions) {}

    expected<std::optional<bytes>> get(byte_view key) const override;
    expected<std::vector<std::optional<bytes>>> get_many(const std::vector<bytes>& keys) const override;
    expected<void> scan(byte_view prefix, byte_view from, direction way, const show_pair& show) const override;

    // How far the table had read each partition that was asked for; the least where another told of it already.
    expected<void> add_positions(std::map<partition_number, std::int64_t>& to) const;

  private:
    void note(byte_view key) const;
    std::unique_ptr<table_snapshot> inner_;
    partition_number partitions_;
    mutable std::set<partition_number> asked_;
};

}  // namespace parcours
