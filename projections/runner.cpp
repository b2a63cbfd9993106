// SPDX-License-Identifier: Apache-2.0
#include "projections/runner.hpp"

#include <algorithm>
#include <chrono>

#include "events/check.hpp"
#include "projections/journal_feed.hpp"
#include "projections/runner_state.hpp"
#include "projections/table_keys.hpp"

namespace parcours {

runner::runner(const journal& history, const clock& time, runner_settings settings, runner_observer& observer)
    : history_(history), time_(time), settings_(settings), observer_(observer) {}

runner::~runner() { stop(); }

expected<std::vector<std::int64_t>> read_offsets(const table_snapshot& from, const journal& history) {
    const log_shape shape = history.shape();
    std::vector<std::int64_t> offsets(shape.partitions, -1);
    for (partition_number partition = 0; partition < shape.partitions; ++partition) {
        const auto stored = from.get(position_key(partition));
        if (!stored) return tl::unexpected(stored.error());
        if (!*stored) continue;
        const auto read = parse_position_value(**stored);
        if (!read) return tl::unexpected(read.error());
        const auto end = history.end(partition);
        if (!end) return tl::unexpected(end.error());
        if (read->generation != shape.generation || read->offset > end->offset)
            return failed(failure_code::corrupt,
                          "a projection has read further than the log goes: the log lost its end, or is another one");
        offsets[partition] = read->offset;
    }
    return offsets;
}

expected<void> runner::add(std::unique_ptr<fold> one, std::unique_ptr<table> where) {
    check(!thread_.joinable(), "folds are added before the runner starts");
    auto added = std::make_unique<at_work>();
    const auto now = where->snapshot();
    auto offsets = read_offsets(*now, history_);
    if (!offsets) return tl::unexpected(std::move(offsets).error());
    added->offsets = *std::move(offsets);
    added->persisted = added->offsets;
    if (auto opened = one->open(*now); !opened) return opened;
    auto parked_before = read_parked(*now, one->streams());
    if (!parked_before) return tl::unexpected(std::move(parked_before).error());
    added->parked = parked_before->size();
    added->one = std::move(one);
    added->where = std::move(where);
    folds_.push_back(std::move(added));
    return {};
}

expected<void> runner::start() {
    check(!thread_.joinable(), "the runner starts once");
    overflowed_ = true;  // the first turn reads what the journal has
    thread_ = std::thread([this] { work(); });
    return {};
}

void runner::stop() {
    {
        const std::lock_guard hold(guard_);
        stopping_ = true;
    }
    turn_.notify_all();
    if (thread_.joinable()) thread_.join();
    for (auto& waiting : waiters_) waiting.then(false);
    waiters_.clear();
}

void runner::on_accepted(std::span<const accepted> group) {
    {
        const std::lock_guard hold(guard_);
        if (overflowed_) return;
        if (queue_.size() + group.size() > settings_.queue_commits_max) {
            overflowed_ = true;
            queue_.clear();
        } else {
            queue_.insert(queue_.end(), group.begin(), group.end());
        }
    }
    turn_.notify_one();
}

void runner::work() {
    std::vector<accepted> group;
    std::unique_lock hold(guard_);
    while (true) {
        const auto has_work = [&] {
            return stopping_ || overflowed_ || !queue_.empty() || !errands_.empty() || waiters_added_;
        };
        turn_.wait_for(hold, std::chrono::milliseconds(100), has_work);
        if (stopping_) break;
        const bool read_journal = std::exchange(overflowed_, false);
        waiters_added_ = false;
        const auto count = std::min(queue_.size(), settings_.group_commits_max);
        const auto taken_end = queue_.begin() + static_cast<std::ptrdiff_t>(count);
        group.assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(taken_end));
        queue_.erase(queue_.begin(), taken_end);
        const auto errands = std::exchange(errands_, {});
        hold.unlock();
        for (const auto& errand : errands) errand();
        for (const auto& one : folds_) {
            if (read_journal) catch_up(*one);
            apply(*one, group);
        }
        wake();
        hold.lock();
    }
    hold.unlock();
    for (const auto& one : folds_) persist_positions(*one);
}

// Commits accepted while this reads are in the queue too, or overflow it again: none is missed, and none counts twice.
void runner::catch_up(at_work& one) {
    for (partition_number partition = 0; partition < one.offsets.size() && !one.failed; ++partition) {
        while (true) {
            auto batch =
                read_journal_group(history_, partition, one.offsets[partition] + 1, settings_.group_commits_max);
            if (!batch) {
                one.failed = true;
                observer_.on_failed(one.one->name(), batch.error());
                return;
            }
            if (batch->empty()) break;
            apply(one, *batch);
            if (one.failed) return;
            wake();
            const std::lock_guard hold(guard_);
            if (stopping_) return;
        }
    }
}

void runner::apply(at_work& one, std::span<const accepted> group) {
    if (one.failed) return;
    const auto begun = std::chrono::steady_clock::now();
    if (auto done = write(one, group); !done) {
        one.failed = true;
        observer_.on_failed(one.one->name(), done.error());
        return;
    }
    {
        const std::lock_guard hold(guard_);
        for (const auto& each : group)
            one.offsets[each.at.partition] = std::max(one.offsets[each.at.partition], each.at.offset);
        one.heartbeat_ms = time_.since_boot_ms();
        one.parked += one.one->newly_parked().size();
    }
    if (group.empty()) return;
    for (const auto& each : one.one->newly_parked()) observer_.on_parked(one.one->name(), each);
    const auto spent = std::chrono::steady_clock::now() - begun;
    observer_.on_applied(one.one->name(), group.size(),
                         std::chrono::duration_cast<std::chrono::microseconds>(spent).count());
}

expected<void> runner::write(at_work& one, std::span<const accepted> group) {
    std::vector<accepted> fresh;
    for (const auto& each : group)
        if (each.at.offset > one.offsets[each.at.partition]) fresh.push_back(each);
    table_batch batch;
    const auto before = one.where->snapshot();
    auto done = one.one->apply(fresh, *before, batch);
    if (done && !batch.empty()) {
        auto offsets = one.offsets;
        for (const auto& each : fresh) offsets[each.at.partition] = each.at.offset;
        for (partition_number partition = 0; partition < offsets.size(); ++partition)
            if (offsets[partition] != one.persisted[partition])
                batch.put(position_key(partition), position_value(history_.shape().generation, offsets[partition]));
        done = one.where->write(batch);
        if (done) one.persisted = std::move(offsets);
    }
    if (done) one.one->written();
    return done;
}

void runner::persist_positions(at_work& one) {
    if (one.failed) return;
    table_batch batch;
    for (partition_number partition = 0; partition < one.offsets.size(); ++partition)
        if (one.offsets[partition] != one.persisted[partition])
            batch.put(position_key(partition), position_value(history_.shape().generation, one.offsets[partition]));
    auto done = batch.empty() ? expected<void>{} : one.where->write(batch);
    if (done) done = one.where->flush();
    if (!done) observer_.on_failed(one.one->name(), done.error());
    one.persisted = one.offsets;
}

bool runner::reached(std::span<const position> positions, std::size_t folds) const {
    const std::lock_guard hold(guard_);
    const auto last = std::min(folds, folds_.size());
    return std::all_of(positions.begin(), positions.end(), [&](const position& wanted) {
        return std::all_of(folds_.begin(), folds_.begin() + static_cast<std::ptrdiff_t>(last), [&](const auto& one) {
            return wanted.partition < one->offsets.size() && one->offsets[wanted.partition] >= wanted.offset;
        });
    });
}

bool runner::holds(const waiter& one) const { return reached(one.positions, one.folds); }

void runner::when_reached(std::vector<position> positions, std::int64_t deadline_ms, std::size_t folds,
                          std::function<void(bool)> then) {
    waiter waiting{std::move(positions), deadline_ms, folds, std::move(then)};
    if (holds(waiting)) return waiting.then(true);
    std::unique_lock hold(guard_);
    if (stopping_) {
        hold.unlock();
        return waiting.then(false);
    }
    waiters_.push_back(std::move(waiting));
    waiters_added_ = true;
    hold.unlock();
    turn_.notify_one();  // it may have been reached between the question and the queue
}

void runner::wake() {
    std::vector<std::pair<std::function<void(bool)>, bool>> ready;
    std::vector<waiter> waiting;
    {
        const std::lock_guard hold(guard_);
        if (waiters_.empty()) return;
        waiting.swap(waiters_);
    }
    const std::int64_t now_ms = time_.since_boot_ms();
    std::vector<waiter> staying;
    for (auto& each : waiting) {
        const bool there = holds(each);
        if (there || each.deadline_ms <= now_ms)
            ready.emplace_back(std::move(each.then), there);
        else
            staying.push_back(std::move(each));
    }
    {
        const std::lock_guard hold(guard_);
        std::move(staying.begin(), staying.end(), std::back_inserter(waiters_));
    }
    for (auto& [then, there] : ready) then(there);
}

}  // namespace parcours
