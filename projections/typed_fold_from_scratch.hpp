// SPDX-License-Identifier: Apache-2.0
// Include only in the .cpp file of a projection, which instantiates these templates.
#pragma once

#include <map>
#include <unordered_map>

#include "projections/fold.hpp"
#include "projections/fold_part.hpp"
#include "projections/typed_rows.hpp"

namespace parcours {

template <projection P>
class typed_fold_from_scratch final : public fold_from_scratch {
  public:
    expected<void> add(const struct position& at, const commit& content, const stream_part& part) override {
        auto& kept = rows_[part.stream.id];
        kept.partition = at.partition;
        for (const auto& stored : part.events) octets_ += stored.body.size();
        return fold_part<P>(kept.folded, at, content, part, each_event_);
    }
    std::size_t size_in_bytes() const override {
        return octets_ + rows_.size() * (sizeof(kept_row) + around_row) + each_event_.entries.size() * around_entry;
    }
    void drain(drained& into) override {
        for (const auto& [id, each] : rows_) {
            if (each.folded.version == 0) continue;
            into.pairs.emplace_back(row_key(id), encode_versioned<P>(each.folded));
            auto followed = follow<P>(each.folded, id, each.partition);
            std::move(followed.entries.begin(), followed.entries.end(), std::back_inserter(into.pairs));
            for (const auto& [key, amount] : followed.counts) into.counts[key] += amount;
        }
        for (auto& [key, value] : each_event_.entries) into.pairs.emplace_back(event_entry_key(key), std::move(value));
        rows_.clear();
        each_event_.entries.clear();
        octets_ = 0;
    }

  private:
    static constexpr std::size_t around_row = 400;  // its node, and what its fields hold beside what events brought
    static constexpr std::size_t around_entry = 128;

    struct kept_row {
        versioned_row<P> folded;
        partition_number partition = 0;
    };
    std::unordered_map<id128, kept_row, id_hash> rows_;
    entry_sink each_event_;
    std::size_t octets_ = 0;  // of the events folded so far: what rows keep comes from them
};

}  // namespace parcours
