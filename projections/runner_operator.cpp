// SPDX-License-Identifier: Apache-2.0
// What an operator and the readers ask of a runner at work.
#include <algorithm>

#include "events/check.hpp"
#include "projections/journal_feed.hpp"
#include "projections/runner_state.hpp"
#include "projections/table_keys.hpp"

namespace parcours {

runner::at_work& runner::find(std::string_view projection) const {
    const auto found =
        std::find_if(folds_.begin(), folds_.end(), [&](const auto& one) { return one->one->name() == projection; });
    check(found != folds_.end(), "a projection that is asked for was added");
    return **found;
}

std::unique_ptr<table_snapshot> runner::snapshot(std::string_view projection) const {
    auto& one = find(projection);
    const std::lock_guard hold(guard_);
    return one.where->snapshot();
}

std::vector<position> runner::applied() const {
    const std::lock_guard hold(guard_);
    std::vector<position> all;
    if (folds_.empty()) return all;
    for (partition_number partition = 0; partition < folds_.front()->offsets.size(); ++partition) {
        std::int64_t least = folds_.front()->offsets[partition];
        for (const auto& one : folds_) least = std::min(least, one->offsets[partition]);
        all.push_back({partition, least});
    }
    return all;
}

std::vector<projection_lag> runner::lags() const {
    std::vector<projection_lag> all;
    {
        const std::lock_guard hold(guard_);
        for (const auto& one : folds_)
            all.push_back({std::string(one->one->name()),
                           one->one->version(),
                           one->offsets,
                           0,
                           {},
                           one->heartbeat_ms,
                           one->parked,
                           one->failed});
    }
    for (auto& lag : all) {
        for (partition_number partition = 0; partition < lag.offsets.size(); ++partition) {
            const auto end = history_.end(partition);
            if (!end || end->offset <= lag.offsets[partition]) continue;
            lag.offsets_behind += end->offset - lag.offsets[partition];
            const auto next = read_journal_group(history_, partition, lag.offsets[partition] + 1, 1);
            if (!next || next->empty() || !next->front().content) continue;
            const instant waits_since = next->front().content->recorded_at;
            if (lag.oldest_unapplied == instant{} || waits_since < lag.oldest_unapplied)
                lag.oldest_unapplied = waits_since;
        }
    }
    return all;
}

void runner::switch_table(std::string_view projection, std::function<expected<std::unique_ptr<table>>()> open,
                          std::function<void(expected<void>)> then) {
    auto& one = find(projection);
    auto errand = [this, &one, open = std::move(open), then = std::move(then)] {
        auto fresh = open();
        if (!fresh) return then(tl::unexpected(std::move(fresh).error()));
        const auto now = (*fresh)->snapshot();
        auto offsets = read_offsets(*now, history_);
        if (!offsets) return then(tl::unexpected(std::move(offsets).error()));
        if (auto opened = one.one->open(*now); !opened) return then(opened);
        auto parked_before = read_parked(*now, one.one->streams());
        if (!parked_before) return then(tl::unexpected(std::move(parked_before).error()));
        {
            const std::lock_guard hold(guard_);
            one.retired.push_back(std::exchange(one.where, *std::move(fresh)));
            one.offsets = *offsets;
            one.parked = parked_before->size();
            one.failed = false;
        }
        one.persisted = *std::move(offsets);
        catch_up(one);
        then({});
    };
    {
        const std::lock_guard hold(guard_);
        errands_.push_back(std::move(errand));
    }
    turn_.notify_one();
}

}  // namespace parcours
