// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/unique_reservations.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

namespace parcours {
namespace {

// No command is decided as long after it reserved (command.deadline_s ends before): a commit recorded later than that,
// without its own before it, proves that its own is lost.
constexpr std::int64_t open_max_ms = 10 * 60 * 1000;
constexpr std::size_t errands_max = 10'000;

stream_kind holder_of(unique_kind kind) {
    return kind == unique_kind::email ? stream_kind::account : stream_kind::organisation;
}

}  // namespace

struct unique_reservations::worker {
    boost::asio::thread_pool thread{1};
    std::atomic<std::size_t> waiting{0};
    std::mutex guard;
    bool stopped = false;
};

unique_reservations::unique_reservations(unique_index& index, const journal& history, const clock& time, logger& log)
    : index_(index), history_(history), time_(time), log_(log), worker_(std::make_unique<worker>()) {}

unique_reservations::~unique_reservations() { stop(); }

void unique_reservations::stop() {
    {
        const std::lock_guard hold(worker_->guard);
        worker_->stopped = true;
    }
    worker_->thread.join();
}

// After the stop the thread takes nothing up, but whoever waits for an answer still gets it.
void unique_reservations::post(std::function<void()> errand) {
    {
        const std::lock_guard hold(worker_->guard);
        if (!worker_->stopped) {
            ++worker_->waiting;
            boost::asio::post(worker_->thread, [this, errand = std::move(errand)] {
                --worker_->waiting;
                errand();
            });
            return;
        }
    }
    errand();
}

bool unique_reservations::takes_more() const {
    const std::lock_guard hold(worker_->guard);
    return !worker_->stopped && worker_->waiting < errands_max;
}

void unique_reservations::reserve(const std::vector<unique_claim>& claims, const command_id& command,
                                  partition_number partition,
                                  std::function<void(expected<std::set<std::string>>)> then) {
    if (!takes_more()) return then(failed(failure_code::unavailable, "the unique index takes up no more commands"));
    {
        const std::lock_guard hold(guard_);
        entry& one = entries_[command];
        one.kinds.clear();
        for (const auto& each : claims) one.kinds.push_back(each.kind);
        one.partition = partition;
        ++one.askers;
        entry_count_ = entries_.size();
    }
    post([this, claims, command, partition, then = std::move(then)] {
        std::set<std::string> taken;
        for (const auto& each : claims) {
            const auto ours = index_.reserve(each.kind, each.value, command, partition, each.holder);
            if (!ours) return then(tl::unexpected(ours.error()));
            if (!*ours) taken.emplace(to_string(each.kind));
        }
        then(std::move(taken));
    });
}

void unique_reservations::hand_over(const command_id& command) {
    const std::lock_guard hold(guard_);
    const auto found = entries_.find(command);
    if (found == entries_.end()) return;
    ++found->second.handed;
    found->second.may_come = true;
}

void unique_reservations::withdrawn(const command_id& command, std::function<void()> then) {
    {
        const std::lock_guard hold(guard_);
        const auto found = entries_.find(command);
        if (found != entries_.end() && found->second.askers > 0) --found->second.askers;
    }
    post([this, command, then = std::move(then)] {
        forget_or_release(command);
        then();
    });
}

void unique_reservations::answered(const command_id& command, std::shared_ptr<const commit> content,
                                   std::function<void()> then) {
    std::vector<unique_kind> kinds;
    {
        const std::lock_guard hold(guard_);
        const auto found = entries_.find(command);
        if (found == entries_.end()) return then();
        kinds = found->second.kinds;
        if (found->second.askers > 0) --found->second.askers;
        if (found->second.handed > 0) --found->second.handed;
        if (content) found->second.may_come = false;
    }
    post([this, command, kinds = std::move(kinds), content = std::move(content), then = std::move(then)] {
        if (content) settle(command, kinds, *content);
        forget_or_release(command);
        then();
    });
}

void unique_reservations::on_accepted(std::span<const accepted> group) {
    if (entry_count_ == 0) return;
    for (const auto& each : group) {
        if (!each.content) continue;
        std::vector<unique_kind> kinds;
        {
            const std::lock_guard hold(guard_);
            const auto found = entries_.find(each.content->command);
            if (found == entries_.end()) continue;
            found->second.may_come = false;
            kinds = found->second.kinds;
        }
        post([this, content = each.content, kinds = std::move(kinds)] {
            settle(content->command, kinds, *content);
            forget_or_release(content->command);
        });
    }
}

// Told before whoever asked is answered. Beside that one another may be on its way to the executor, which does not know
// of it yet: then what becomes of that one counts.
void unique_reservations::on_given_up(const command_id& command) {
    if (entry_count_ == 0) return;
    {
        const std::lock_guard hold(guard_);
        const auto found = entries_.find(command);
        if (found == entries_.end() || found->second.handed > 1) return;
        found->second.may_come = false;
    }
    post([this, command] { forget_or_release(command); });
}

// Who still waits has the command decided again; where nobody does, nothing else of it can come.
void unique_reservations::on_lost(const command_id& command, const digest&) {
    if (entry_count_ == 0) return;
    {
        const std::lock_guard hold(guard_);
        const auto found = entries_.find(command);
        if (found == entries_.end() || found->second.handed > 0) return;
        found->second.may_come = false;
    }
    post([this, command] { forget_or_release(command); });
}

// The commit is in history: what it made holds what was reserved; a rejection holds nothing.
void unique_reservations::settle(const command_id& command, const std::vector<unique_kind>& kinds,
                                 const commit& content) {
    for (const auto kind : kinds)
        for (const auto& part : content.parts) {
            if (part.stream.kind != holder_of(kind)) continue;
            if (const auto done = index_.confirm(command, kind, part.stream.id); !done)
                log_.write(log_level::error, "reservation_not_confirmed", {log_field::failed(done.error())});
        }
}

// Nobody waits for the command and its commit cannot come any more: what is not confirmed by now is free again.
void unique_reservations::forget_or_release(const command_id& command) {
    {
        const std::lock_guard hold(guard_);
        const auto found = entries_.find(command);
        if (found == entries_.end() || found->second.askers > 0 || found->second.may_come) return;
        entries_.erase(found);
        entry_count_ = entries_.size();
    }
    if (const auto done = index_.release(command); !done)
        log_.write(log_level::error, "reservation_not_released", {log_field::failed(done.error())});
}

void unique_reservations::sweep() {
    post([this] {
        const auto open = index_.open_reservations(time_.now());
        if (!open) return log_.write(log_level::error, "reservations_not_read", {log_field::failed(open.error())});
        for (const auto& each : *open) {
            {
                const std::lock_guard hold(guard_);
                const auto found = entries_.find(each.command);
                if (found != entries_.end() && found->second.askers > 0) continue;
            }
            settle_open(each);
        }
    });
}

void unique_reservations::settle_open(const open_reservation& open) {
    const auto end = history_.end(open.partition);
    if (!end) return;
    const auto found = history_.find(open.partition, open.command, end->offset);
    if (!found) return;
    if (*found) {
        const auto content = history_.commit_at((*found)->at);
        if (!content || !*content) return;
        settle(open.command, {unique_kind::email, unique_kind::siret}, **content);
        return forget_abandoned(open.command);
    }
    const bool old = time_.now().ms - open.reserved_at.ms > open_max_ms;
    const bool passed = end->recorded_at.ms - open.reserved_at.ms > open_max_ms;
    if (old && passed) forget_abandoned(open.command);
}

// Whoever has asked meanwhile reserves again on this thread, after this.
void unique_reservations::forget_abandoned(const command_id& command) {
    {
        const std::lock_guard hold(guard_);
        const auto found = entries_.find(command);
        if (found != entries_.end() && found->second.askers == 0) entries_.erase(found);
        entry_count_ = entries_.size();
    }
    if (const auto done = index_.release(command); !done)
        log_.write(log_level::error, "reservation_not_released", {log_field::failed(done.error())});
}

}  // namespace parcours
