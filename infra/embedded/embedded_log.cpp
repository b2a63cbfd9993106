// SPDX-License-Identifier: Apache-2.0
#include "infra/embedded/embedded_log.hpp"

#include <algorithm>

#include "events/check.hpp"

namespace parcours {

expected<std::unique_ptr<embedded_log>> embedded_log::open(const embedded_settings& settings, entropy& random,
                                                           const storage_memory& memory) {
    if (settings.partitions == 0) return failed(failure_code::invalid, "a log has at least one partition");
    journal_settings journal;
    journal.folder = settings.folder;
    journal.environment = settings.environment;
    journal.refuse_damage = !settings.cut_at_damage;
    auto history = frame_journal::open_any(journal, {random.token(), settings.partitions}, memory);
    if (!history) return tl::unexpected(std::move(history).error());
    return std::unique_ptr<embedded_log>(new embedded_log(settings, *std::move(history)));
}

embedded_log::embedded_log(const embedded_settings& settings, std::unique_ptr<frame_journal> history)
    : settings_(settings),
      history_(std::move(history)),
      records_(*history_),
      queue_({settings.waiting_groups_max, settings.waiting_octets_max}) {
    std::vector<const journal_group*> under_way;
    rounds_.reserve(round_count);
    for (std::size_t each = 0; each < round_count; ++each)
        under_way.push_back(&rounds_.emplace_back(history_->begin()).entries);
    const partition_number partitions = history_->shape().partitions;
    stopped_.resize(partitions);
    touched_.resize(partitions);
    readers_.reserve(partitions);
    for (partition_number each = 0; each < partitions; ++each) readers_.push_back(history_->reader(each, under_way));
}

embedded_log::~embedded_log() { stop(); }

void embedded_log::start(log_listener& reads, append_listener& failures) {
    check(!judging_.joinable(), "the log is started once");
    reads_ = &reads;
    failures_ = &failures;
    writing_ = std::thread([this] { write_rounds(); });
    judging_ = std::thread([this] { judge_rounds(); });
}

void embedded_log::stop() {
    queue_.close();
    if (judging_.joinable()) judging_.join();
    if (writing_.joinable()) writing_.join();
}

void embedded_log::append(append_group group) {
    check(group.partition < stopped_.size(), "a group is appended to a partition that exists");
    queue_.push(std::move(group));
}

void embedded_log::renew(partition_number partition) { queue_.drop(partition); }

embedded_counts embedded_log::counts() const { return {writes_, accepted_, ignored_, foreign_}; }

void embedded_log::round::clear() {
    entries.clear();
    taken.clear();
    passed.clear();
    failures.clear();
    stops.clear();
    groups.clear();
}

// The round is waited for before the queue is asked, so that whatever comes in the meantime shares its sync.
void embedded_log::judge_rounds() {
    for (std::size_t number = 0;; number = (number + 1) % round_count) {
        round& now = free_round(number);
        now.clear();
        auto waiting = queue_.take(settings_.write_frames_max, settings_.write_octets_max);
        now.failures = std::move(waiting.refused);
        // Neighbours in the journal are written one after the other, which is cheaper.
        std::stable_sort(waiting.groups.begin(), waiting.groups.end(),
                         [](const append_group& a, const append_group& b) { return a.partition < b.partition; });
        for (const auto& group : waiting.groups) judge(group, now);
        for (partition_number each = 0; each < touched_.size(); ++each)
            if (touched_[each]) now.entries.move_end(each, readers_[each].end());
        touched_.assign(touched_.size(), false);
        now.last = waiting.ended;
        hand_over(now);
        if (waiting.ended) return;
    }
}

embedded_log::round& embedded_log::free_round(std::size_t number) {
    round& next = rounds_[number];
    std::unique_lock hold(guard_);
    turn_.wait(hold, [&] { return !next.handed_over; });
    return next;
}

void embedded_log::hand_over(round& now) {
    {
        const std::lock_guard hold(guard_);
        now.handed_over = true;
    }
    turn_.notify_all();
}

void embedded_log::judge(const append_group& group, round& now) {
    const partition_number partition = group.partition;
    const auto refuse = [&](bool sent, failure why) {
        now.failures.push_back({partition, group.token, sent, std::move(why)});
    };
    if (stopped_[partition]) return refuse(false, *stopped_[partition]);
    for (const auto& frame : group.frames)
        if (frame.size() > frame_size_max)
            return refuse(false, {failure_code::invalid, "a frame is larger than a log takes"});
    for (std::size_t each = 0; each < group.frames.size(); ++each)
        if (!judge_frame(partition, group.frames[each], now)) return refuse(each > 0, *stopped_[partition]);
    now.groups.emplace_back(partition, group.token);
}

bool embedded_log::judge_frame(partition_number partition, byte_view frame, round& now) {
    acceptance& reader = readers_[partition];
    const std::int64_t offset = reader.end().next;
    auto verdict = reader.take(offset, frame);
    if (auto* why = std::get_if<failure>(&verdict)) {
        stopped_[partition] = *why;
        now.stops.emplace_back(partition, std::move(*why));
        return false;
    }
    touched_[partition] = true;
    if (auto* next = std::get_if<accepted>(&verdict)) {
        now.entries.accept(*next, frame);
        now.taken.push_back(std::move(*next));
        return true;
    }
    now.entries.set_aside({partition, offset}, frame);
    if (auto* passed = std::get_if<ignored>(&verdict))
        now.passed.emplace_back(now.taken.size(), *passed);
    else
        ++foreign_;
    return true;
}

void embedded_log::write_rounds() {
    for (std::size_t number = 0;; number = (number + 1) % round_count) {
        round& now = rounds_[number];
        {
            std::unique_lock hold(guard_);
            turn_.wait(hold, [&] { return now.handed_over; });
        }
        write(now);
        const bool last = now.last;
        {
            const std::lock_guard hold(guard_);
            now.handed_over = false;
        }
        turn_.notify_all();
        if (last) return;
    }
}

void embedded_log::write(round& now) {
    if (broken_) {
        for (const auto& each : now.failures) failures_->on_append_failed(each);
        for (const auto& [partition, token] : now.groups)
            failures_->on_append_failed({partition, token, false, *broken_});
        return;
    }
    if (!now.entries.empty()) {
        constexpr bool synced = true;
        if (auto done = history_->write(now.entries, synced); !done) return stop_all(done.error(), now);
        ++writes_;
    }
    tell(now);
}

// A disk that did not take a write is never asked again: what it holds is known only after it is opened anew.
void embedded_log::stop_all(const failure& why, const round& now) {
    broken_ = why;
    for (const auto& each : now.failures) failures_->on_append_failed(each);
    for (partition_number each = 0; each < history_->shape().partitions; ++each) reads_->on_stopped(each, why);
    for (const auto& [partition, token] : now.groups) failures_->on_append_failed({partition, token, true, why});
}

void embedded_log::tell(const round& now) {
    accepted_ += now.taken.size();
    ignored_ += now.passed.size();
    const std::span<const accepted> taken = now.taken;
    std::size_t told = 0;
    const auto tell_taken = [&](std::size_t until) {
        if (until > told) reads_->on_accepted(taken.subspan(told, until - told));
        told = until;
    };
    for (const auto& [after, what] : now.passed) {
        tell_taken(after);
        reads_->on_ignored(what);
    }
    tell_taken(taken.size());
    for (const auto& [partition, why] : now.stops) reads_->on_stopped(partition, why);
    for (const auto& each : now.failures) failures_->on_append_failed(each);
}

}  // namespace parcours
