// SPDX-License-Identifier: Apache-2.0
#include "projections/runner.hpp"

#include <algorithm>
#include <chrono>

#include "events/check.hpp"
#include "projections/journal_feed.hpp"
#include "projections/runner_state.hpp"

namespace parcours {
namespace {

constexpr std::chrono::milliseconds idle_turn{100};  // between two looks at deadlines and retries

}  // namespace

runner::runner(const journal& history, const clock& time, runner_settings settings, runner_observer& observer)
    : history_(history), time_(time), settings_(settings), observer_(observer) {}

runner::~runner() { stop(); }

expected<void> runner::add(std::unique_ptr<fold> one, std::unique_ptr<table> where) {
    check(!thread_.joinable(), "folds are added before the runner starts");
    auto state = open_table(*one, *where, history_);
    if (!state) return tl::unexpected(std::move(state).error());
    auto added = std::make_unique<at_work>();
    added->offsets = state->offsets;
    added->persisted = state->offsets;
    added->parked = state->parked;
    added->one = std::move(one);
    added->where = std::move(where);
    folds_.push_back(std::move(added));
    return {};
}

expected<void> runner::start() {
    check(!thread_.joinable(), "the runner starts once");
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
    std::vector<waiter> waiting;
    std::vector<errand> asked;
    {
        const std::lock_guard hold(guard_);
        waiting.swap(waiters_);
        asked.swap(errands_);
    }
    for (auto& each : waiting) each.then(false);
    const auto why = failed(failure_code::stopped, "the runner stopped");
    for (auto& each : asked) each.then(why);
    for (auto& each : incoming_) each->then(why);
    incoming_.clear();
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
    std::vector<errand> asked;
    std::unique_lock hold(guard_);
    while (true) {
        turn_.wait_for(hold, idle_turn, [&] {
            return stopping_ || overflowed_ || !queue_.empty() || !errands_.empty() || waiters_added_ || catching_up_;
        });
        if (stopping_) break;
        if (std::exchange(overflowed_, false))
            for (const auto& one : folds_) one->behind = true;
        waiters_added_ = false;
        const auto count = std::min(queue_.size(), settings_.group_commits_max);
        const auto taken_end = queue_.begin() + static_cast<std::ptrdiff_t>(count);
        group.assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(taken_end));
        queue_.erase(queue_.begin(), taken_end);
        asked = std::exchange(errands_, {});
        hold.unlock();
        for (auto& each : asked) run(each);
        turn(group);
        wake();
        hold.lock();
    }
    hold.unlock();
    for (const auto& one : folds_) persist_positions(*one);
}

// What a fold that is behind leaves out here is in the journal already, and it reads that after.
void runner::turn(std::span<const accepted> group) {
    for (const auto& one : folds_)
        if (!one->behind) apply(*one, group);
    catching_up_ = catch_up();
}

bool runner::catch_up() {
    for (const auto& one : folds_) {
        if (!one->behind || (one->failed && time_.since_boot_ms() < one->retry_at_ms)) continue;
        if (!one->failed || reopen(*one)) one->behind = !catch_up_with(*one);
        return true;
    }
    return advance_switch();
}

// Reads one group of each partition; whether there was none. Commits accepted while this reads are in the queue too, or
// overflow it: none is missed, and what has been applied is not applied again.
bool runner::catch_up_with(at_work& one) {
    bool level = true;
    for (partition_number partition = 0; partition < one.offsets.size(); ++partition) {
        const auto group =
            read_journal_group(history_, partition, one.offsets[partition] + 1, settings_.group_commits_max);
        if (!group) {
            fail(one, group.error());
            return false;
        }
        if (group->empty()) continue;
        level = false;
        if (!apply(one, *group)) return false;
    }
    return level;
}

bool runner::apply(at_work& one, std::span<const accepted> group) {
    const auto begun = std::chrono::steady_clock::now();
    if (auto done = write(one, group); !done) {
        fail(one, done.error());
        return false;
    }
    {
        const std::lock_guard hold(guard_);
        for (const auto& each : group)
            one.offsets[each.at.partition] = std::max(one.offsets[each.at.partition], each.at.offset);
        one.heartbeat_ms = time_.since_boot_ms();
        one.parked += one.one->newly_parked().size();
    }
    if (group.empty()) return true;
    for (const auto& each : one.one->newly_parked()) observer_.on_parked(one.one->name(), each);
    const auto spent = std::chrono::steady_clock::now() - begun;
    observer_.on_applied(one.one->name(), group.size(),
                         std::chrono::duration_cast<std::chrono::microseconds>(spent).count());
    return true;
}

void runner::fail(at_work& one, const failure& why) {
    {
        const std::lock_guard hold(guard_);
        one.failed = true;
    }
    one.behind = true;
    one.retry_at_ms = time_.since_boot_ms() + settings_.retry_ms;
    observer_.on_failed(one.one->name(), why);
}

// What was folded and not written is forgotten: the table says where to go on.
bool runner::reopen(at_work& one) {
    auto state = open_table(*one.one, *one.where, history_);
    if (!state) {
        fail(one, state.error());
        return false;
    }
    const std::lock_guard hold(guard_);
    one.offsets = state->offsets;
    one.persisted = std::move(state->offsets);
    one.parked = state->parked;
    one.failed = false;
    return true;
}

}  // namespace parcours
