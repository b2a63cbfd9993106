// SPDX-License-Identifier: Apache-2.0
#include "commands/executor/partition_executor.hpp"

#include <algorithm>
#include <utility>

#include "events/check.hpp"

namespace parcours {

using kind = command_answer::kind;

partition_executor::partition_executor(partition_number partition, const executor_ports& ports, const charter& terms,
                                       writer_id writer, const executor_settings& settings, planted_fault fault)
    : partition_(partition),
      ports_(ports),
      settings_(settings),
      writer_(writer),
      fault_(fault),
      history_(partition, ports.history, ports.folds, settings, fault),
      queue_(settings),
      decisions_(partition, ports, terms, writer, settings.stream_events_max, fault),
      rivalry_(settings.round_trip_max_ms),
      groups_(ports.random.number() >> 1) {}

expected<void> partition_executor::take_over() {
    if (mode_ == mode::stopped) return failed(failure_code::stopped, stopped_why_);
    if (mode_ != mode::idle) return {};
    if (!begun_) {
        if (auto begun = history_.begin(); !begun) return begun;
        begun_ = true;
    }
    if (history_.end().at.closed) return failed(failure_code::stopped, "the partition's generation is closed");
    mode_ = mode::taking_over;
    since_ms_ = ports_.time.since_boot_ms();
    first_mark_ = marks_ + 1;
    mark_ = {};
    if (fault_ == planted_fault::serves_without_mark) mode_ = mode::serving;
    return {};
}

void partition_executor::on_command(ready_command command, answer tell_whom) {
    check(!command.steps.empty() &&
              command.steps.front()->stream().route() % ports_.history.shape().partitions == partition_,
          "a command comes to its own partition");
    const std::int64_t now_ms = ports_.time.since_boot_ms();
    waiting_command one{std::make_unique<ready_command>(std::move(command)), std::move(tell_whom), now_ms, 0};
    ++unanswered_;
    const bool marking = mode_ == mode::taking_over || mode_ == mode::in_doubt;
    if (mode_ == mode::stopped || mode_ == mode::idle)
        tell(one, {kind::unavailable, {}, nullptr, {}, {}, mode_ == mode::idle ? "not the owner" : stopped_why_});
    else if (unanswered_ > settings_.commands_max)
        tell(one, {kind::unavailable, {}, nullptr, {}, {}, "too many commands wait for this partition"});
    else if (marking && now_ms - since_ms_ > settings_.in_doubt_answer_after_ms)
        tell(one, {kind::unavailable, {}, nullptr, {}, {}, "the partition has been in doubt for too long"});
    else
        queue_.push(std::move(one));
    tell_all();
}

void partition_executor::tick() {
    const std::int64_t now_ms = ports_.time.since_boot_ms();
    expire(now_ms);
    answer_in_doubt(now_ms);
    if (mode_ == mode::taking_over || mode_ == mode::in_doubt) mark_again(now_ms);
    if (mode_ == mode::serving) decide_waiting(now_ms);
    tell_all();
}

chain_tip partition_executor::tip() const {
    chain_tip found{history_.end().at.hash, history_.end().height, history_.end().recorded_at};
    if (!pending_.empty()) found = {pending_.back().hash, pending_.back().height, pending_.back().recorded_at};
    found.recorded_at = std::max(found.recorded_at, recorded_from_);
    return found;
}

void partition_executor::decide_waiting(std::int64_t now_ms) {
    if (rivalry_.paused(now_ms) || now_ms < retry_after_ms_) return;
    append_group group{partition_, 0, 0, {}};
    std::size_t octets = 0;
    const bool waits_for_position = fault_ != planted_fault::read_after_ignored;
    while (pending_.size() < rivalry_.pending_max(settings_.pending_commits_max)) {
        auto next = queue_.next(waits_for_position ? history_.end().offset : INT64_MAX);
        if (!next) break;
        const std::size_t frames = group.frames.size();
        handle(*std::move(next), group);
        if (group.frames.size() > frames) octets += group.frames.back().size();
        if (group.frames.size() >= settings_.group_frames_max || octets >= settings_.group_bytes_max) {
            flush(group);
            octets = 0;
        }
    }
    flush(group);
}

void partition_executor::handle(waiting_command one, append_group& group) {
    if (answered_before(one)) return;
    // The head that this decision extends is fixed by now, so no suspension can slip between it and the clock.
    if (ports_.time.since_boot_ms() > queue_.deadline_ms(one)) {
        const command_id id = one.what->id;
        tell(one, {kind::expired, history_.at(), nullptr, {}, {}, {}});
        return give_up(id);
    }
    if (one.attempts >= settings_.attempts_max) {
        const command_id id = one.what->id;
        tell(one, {kind::unavailable, history_.at(), nullptr, {}, {}, "it was decided too often and never came first"});
        return give_up(id);
    }
    command_decision decision = decisions_.decide(*one.what, history_, pending_, tip());
    if (decision.content) return append(std::move(one), std::move(decision), group);
    if (decision.said.what == kind::unavailable) {
        const command_id id = one.what->id;
        decision.said.at = history_.at();
        tell(one, std::move(decision.said));
        return give_up(id);
    }
    hold(std::move(one), std::move(decision.said));
}

// Whether the command's id stands in history or in the pending chain; then it is answered, or waits with its first try.
bool partition_executor::answered_before(waiting_command& one) {
    if (fault_ != planted_fault::id_not_looked_up_in_pending) {
        if (pending_commit* first = pending_.find(one.what->id)) {
            auto same = same_request(*one.what, first->request_digest, first->dedupe_key);
            if (!same)
                tell(one, {kind::unavailable, {}, nullptr, {}, {}, same.error().context});
            else if (*same)
                first->askers.push_back(std::move(one));
            else
                hold(std::move(one), {kind::other_request, {}, nullptr, {}, {}, {}});
            return true;
        }
    }
    if (fault_ == planted_fault::id_not_looked_up_again && one.attempts > 0) return false;
    auto found = history_.find(one.what->id);
    if (!found) {
        tell(one, {kind::unavailable, {}, nullptr, {}, {}, found.error().context});
        return true;
    }
    if (!*found) return false;
    answer_from_history(one, **found);
    return true;
}

void partition_executor::answer_from_history(waiting_command& one, const command_outcome& found) {
    auto same = same_request(*one.what, found.request_digest, found.dedupe_key);
    if (!same) return tell(one, {kind::unavailable, {}, nullptr, {}, {}, same.error().context});
    if (!*same) return tell(one, {kind::other_request, found.at, nullptr, {}, {}, {}});
    auto content = history_.commit_at(found.at);
    if (!content || !*content)
        return tell(one, {kind::unavailable, {}, nullptr, {}, {}, "the commit of this command cannot be read"});
    tell(one, answer_of(found.at, std::make_shared<const commit>(**std::move(content))));
}

expected<bool> partition_executor::same_request(const ready_command& command, const digest& before,
                                                const token128& key) const {
    if (fault_ == planted_fault::request_not_compared) return true;
    // A reaction's id follows from its event alone, and so does what it asks.
    if (command.system || (command.request.key == key && command.request.value == before)) return true;
    if (command.request.key == key) return false;
    auto again = ports_.vault.dedupe_digest(command.asked, key);
    if (again) return again->value == before;
    // The key is destroyed, so the first try is older than any retry may be.
    if (again.error().code == failure_code::invalid) return false;
    return tl::unexpected(std::move(again).error());
}

void partition_executor::append(waiting_command one, command_decision decision, append_group& group) {
    if (group.token == 0) group.token = ++groups_;
    framed made = make_frame(frame_kind::commit, tip().hash, decision.body);
    pending_commit next;
    next.command = one.what->id;
    next.hash = made.hash;
    next.group = group.token;
    next.height = decision.content->height;
    next.recorded_at = decision.content->recorded_at;
    next.appended_ms = ports_.time.since_boot_ms();
    next.request_digest = one.what->request.value;
    next.dedupe_key = one.what->request.key;
    next.states = std::move(decision.states);
    next.route = one.what->steps.front()->stream().route();
    next.routed = std::move(decision.routed);
    if (fault_ == planted_fault::answers_before_read_back)
        tell(one, answer_of({partition_, history_.end().offset + 1},
                            std::make_shared<const commit>(*std::move(decision.content))));
    else
        next.askers.push_back(std::move(one));
    pending_.push(std::move(next));
    group.keys_until = std::max(group.keys_until, decision.keys_until);
    group.frames.push_back(std::move(made.octets));
}

void partition_executor::flush(append_group& group) {
    if (!group.frames.empty()) ports_.log.append(std::move(group));
    group = {partition_, 0, 0, {}};
}

}  // namespace parcours
