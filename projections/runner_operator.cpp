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
    const std::lock_guard hold(guard_);
    return find(projection).where->snapshot();
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

void runner::enqueue(const errand& asked) {
    bool late = false;
    {
        const std::lock_guard hold(guard_);
        late = stopping_;
        if (!late) errands_.push_back(asked);
    }
    if (late) return asked.then(failed(failure_code::stopped, "the runner stopped"));
    turn_.notify_one();
}

void runner::switch_table(std::string_view projection, std::function<expected<std::unique_ptr<table>>()> open,
                          std::function<void(expected<void>)> then) {
    enqueue({std::string(projection), std::move(then), std::move(open)});
}

void runner::take_up(std::string_view projection, const stream_id& stream, bool leave_out,
                     std::function<void(expected<void>)> then) {
    enqueue({std::string(projection), std::move(then), {}, stream, leave_out});
}

void runner::run(errand& asked) {
    if (!asked.stream) return begin_switch(asked);
    auto done = take_up(find(asked.projection), *asked.stream, asked.leave_out);
    asked.then(std::move(done));
}

expected<void> runner::take_up(at_work& one, const stream_id& stream, bool leave_out) {
    if (one.failed) return failed(failure_code::io, "the projection's table could not be read or written");
    const partition_number partition = stream.route() % history_.shape().partitions;
    std::vector<accepted> commits;
    auto done = history_.read_stream(stream, 1, one.offsets[partition],
                                     [&](const position& at, const commit& content, const stream_part&) {
                                         accepted next;
                                         next.at = at;
                                         next.content = std::make_shared<const commit>(content);
                                         commits.push_back(std::move(next));
                                         return true;
                                     });
    if (!done) return done;
    table_batch batch;
    const auto before = one.where->snapshot();
    done = one.one->take_up(stream, leave_out, commits, *before, batch);
    if (!done && done.error().code == failure_code::invalid) return done;
    if (done) done = one.where->write(batch);
    if (!done) {
        fail(one, done.error());
        return done;
    }
    one.one->written();
    const auto& again = one.one->newly_parked();
    if (!again.empty()) return failed(failure_code::corrupt, again.front().reason);
    const std::lock_guard hold(guard_);
    --one.parked;
    return {};
}

void runner::begin_switch(errand& asked) {
    auto incoming = std::make_unique<at_work>();
    incoming->one = find(asked.projection).one->again();
    auto fresh = asked.open();
    if (!fresh) return asked.then(tl::unexpected(std::move(fresh).error()));
    auto state = open_table(*incoming->one, **fresh, history_);
    if (!state) return asked.then(tl::unexpected(std::move(state).error()));
    incoming->where = *std::move(fresh);
    incoming->offsets = state->offsets;
    incoming->persisted = std::move(state->offsets);
    incoming->parked = state->parked;
    incoming->then = std::move(asked.then);
    incoming_.push_back(std::move(incoming));
}

// Brings the first rebuilt table a group further, and into its place once it is level; whether there was one.
bool runner::advance_switch() {
    if (incoming_.empty()) return false;
    at_work& fresh = *incoming_.front();
    if (!catch_up_with(fresh)) {
        if (fresh.failed) {
            const auto done = std::move(incoming_.front());
            incoming_.erase(incoming_.begin());
            done->then(failed(failure_code::io, "the rebuilt table could not be brought level"));
        }
        return true;
    }
    const auto then = std::move(fresh.then);
    at_work& old = find(fresh.one->name());
    {
        const std::lock_guard hold(guard_);
        old.retired.push_back(std::exchange(old.where, std::move(fresh.where)));
        old.one = std::move(fresh.one);
        old.offsets = std::move(fresh.offsets);
        old.parked = fresh.parked;
        old.failed = false;
    }
    old.persisted = std::move(fresh.persisted);
    old.behind = false;
    incoming_.erase(incoming_.begin());
    then({});
    return true;
}

}  // namespace parcours
