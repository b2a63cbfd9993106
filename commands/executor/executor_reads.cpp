// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "commands/executor/partition_executor.hpp"
#include "events/check.hpp"

// What an executor makes of what the tailer tells it.
namespace parcours {

using kind = command_answer::kind;

command_answer answer_of(const position& at, std::shared_ptr<const commit> content) {
    command_answer said{kind::done, at, nullptr, content->rejection, content->outcome, {}};
    if (!content->rejection.empty())
        said.what = kind::rejected;
    else if (content->parts.empty())
        said.what = kind::unchanged;
    if (said.what == kind::done) said.content = std::move(content);
    return said;
}

void partition_executor::on_accepted(std::span<const accepted> group) {
    if (!begun_ || mode_ == mode::stopped || group.empty()) return;
    const auto shown = ports_.history.end(partition_);
    check(!shown || shown->offset >= group.back().at.offset, "the journal holds what the tailer tells of");
    for (const auto& each : group) {
        if (each.at.partition != partition_ || each.at.offset <= history_.end().offset) continue;
        take(each);
        if (each.kind == frame_kind::closing) {
            on_stopped({failure_code::stopped, "the partition's generation is closed"});
            break;
        }
    }
    tell_all();
}

void partition_executor::take(const accepted& next) {
    const bool was_pending = !pending_.empty() && pending_.front().hash == next.after.hash;
    if (was_pending) {
        pending_commit done = pending_.pop_front();
        history_.advance(next, &done);
        rivalry_.won(ports_.time.since_boot_ms() - done.appended_ms);
        answer_pending(std::move(done), next);
    } else {
        history_.advance(next, nullptr);
        if (!is_ours(next)) rivalry_.rival_won();
        // All that is pending extends a head that has gone, and a head never comes back.
        if (!pending_.empty()) {
            if (!is_ours(next)) rivalry_.lost(ports_.time.since_boot_ms(), ports_.random);
            lose(pending_.drop_all());
        }
    }
    // Nothing of ours is undecided any more: it is in history, or its head has gone.
    if (mode_ == mode::in_doubt && pending_.empty()) settle(mode::serving);
    const bool our_mark = next.kind == frame_kind::mark && next.marked.writer == writer_;
    if (mode_ == mode::taking_over && our_mark && next.marked.counter >= first_mark_) settle(mode::serving);
}

bool partition_executor::is_ours(const accepted& next) const {
    if (next.kind == frame_kind::commit) return next.content->writer == writer_;
    return next.kind == frame_kind::mark && next.marked.writer == writer_;
}

void partition_executor::answer_pending(pending_commit done, const accepted& as) {
    for (auto& each : done.askers) tell(each, answer_of(as.at, as.content));
    for (auto& each : done.held) {
        const command_id id = each.asker.what->id;
        const bool other = each.said.what == kind::other_request;
        each.said.at = as.at;
        tell(each.asker, std::move(each.said));
        if (!other) give_up(id);
    }
}

// What was decided on lost commits is decided again, in its order: each is looked up first.
void partition_executor::lose(std::vector<pending_commit> lost) {
    std::vector<waiting_command> again;
    for (auto& each : lost) {
        if (fault_ == planted_fault::states_not_rolled_back) history_.keep_states(each);
        recorded_from_ = std::max(recorded_from_, instant{each.recorded_at.ms + 1});
        if (fates_ != nullptr) fates_->on_lost(each.command, each.hash);
        for (auto& asker : each.askers) again.push_back(std::move(asker));
        for (auto& held : each.held) again.push_back(std::move(held.asker));
    }
    for (auto& each : again) ++each.attempts;
    if (mode_ == mode::idle) return turn_away(std::move(again), kind::unavailable, "not the owner any more");
    queue_.push_again(std::move(again));
}

void partition_executor::on_ignored(const ignored& record) {
    if (record.at.partition != partition_) return;
    // That one of ours was read back ignored says nothing: another copy may come while its head stands.
    if (record.hash == mark_.hash) {
        mark_.gone = true;
        if (fault_ == planted_fault::ignored_mark_settles && mode_ == mode::in_doubt) {
            lose(pending_.drop_all());
            settle(mode::serving);
        }
    }
    if (record.writer != writer_id{} && record.writer != writer_) rivalry_.rival_lost(ports_.time.since_boot_ms());
    tell_all();
}

void partition_executor::on_failed(const append_failure& failed) {
    if (failed.partition != partition_ || mode_ == mode::stopped) return;
    const std::int64_t now_ms = ports_.time.since_boot_ms();
    if (failed.token == mark_.group) {
        mark_.gone = true;
        return;
    }
    bool concerned = false;
    for (const auto& each : pending_.all()) concerned = concerned || each.group == failed.token;
    if (!concerned) return;
    if (failed.sent && fault_ != planted_fault::doubt_taken_for_lost) return doubt(now_ms);
    // These never come, so nothing that extends them can be accepted either.
    lose(pending_.drop_from(failed.token));
    retry_after_ms_ = now_ms + settings_.retry_pause_ms;
    if (mode_ == mode::in_doubt && pending_.empty()) settle(mode::serving);
    tell_all();
}

void partition_executor::on_stopped(const failure& why) {
    if (mode_ == mode::stopped) return;
    mode_ = mode::stopped;
    stopped_why_ = why.context;
    turn_away(queue_.take_all(), kind::unavailable, why.context);
    for (auto& each : pending_.drop_all()) {
        turn_away(std::move(each.askers), kind::in_doubt, why.context);
        for (auto& held : each.held) tell(held.asker, {kind::unavailable, {}, nullptr, {}, {}, why.context});
    }
    tell_all();
}

void partition_executor::step_down() {
    if (mode_ == mode::stopped || mode_ == mode::idle) return;
    mode_ = mode::idle;
    turn_away(queue_.take_all(), kind::unavailable, "not the owner any more");
    tell_all();
}

}  // namespace parcours
