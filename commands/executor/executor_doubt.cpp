// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "commands/executor/partition_executor.hpp"

// Doubt and marks, ages and deadlines, and how answers leave.
namespace parcours {

using kind = command_answer::kind;

void partition_executor::doubt(std::int64_t now_ms) {
    if (mode_ != mode::serving) return;
    mode_ = mode::in_doubt;
    since_ms_ = now_ms;
    ports_.log.renew(partition_);
    send_mark(now_ms);
}

void partition_executor::send_mark(std::int64_t now_ms) {
    const history_end& end = history_.end();
    const framed made = make_frame(frame_kind::mark, end.at.hash, encode(mark{writer_, ++marks_, end.height + 1}));
    mark_ = {made.hash, end.at.hash, ++groups_, now_ms, false};
    ports_.log.append({partition_, mark_.group, 0, {made.octets}});
}

// A mark on each new head, and another where the last one did not come back; never more often than the pause allows.
void partition_executor::mark_again(std::int64_t now_ms) {
    if (mark_.group == 0) return send_mark(now_ms);
    const std::int64_t age_ms = now_ms - mark_.sent_ms;
    if (age_ms < settings_.mark_pause_ms) return;
    const bool moved = mark_.previous != history_.end().at.hash;
    if (age_ms >= settings_.mark_again_after_ms) ports_.log.renew(partition_);
    if (moved || mark_.gone || age_ms >= settings_.mark_again_after_ms) send_mark(now_ms);
}

void partition_executor::settle(mode next) {
    mode_ = next;
    since_ms_ = ports_.time.since_boot_ms();
    mark_ = {};
}

void partition_executor::expire(std::int64_t now_ms) {
    for (auto& each : queue_.take_expired(now_ms)) {
        // It may stand in history, or still be pending here under its first try; else it never came to anything.
        if (answered_before(each)) continue;
        const command_id id = each.what->id;
        tell(each, {kind::expired, history_.at(), nullptr, {}, {}, {}});
        if (mode_ == mode::serving) give_up(id);
    }
    turn_away(queue_.take_unreached(history_.end().offset, now_ms), kind::unavailable,
              "the position that it must follow was not reached in time");
    if (pending_.empty() || fault_ == planted_fault::silence_not_doubted) return;
    if (now_ms - pending_.front().appended_ms > settings_.doubt_after_ms) doubt(now_ms);
}

void partition_executor::answer_in_doubt(std::int64_t now_ms) {
    for (auto& each : pending_.all()) {
        if (now_ms - each.appended_ms <= settings_.in_doubt_answer_after_ms) break;
        turn_away(std::exchange(each.askers, {}), kind::in_doubt, "not read back in time");
        for (auto& held : std::exchange(each.held, {}))
            tell(held.asker, {kind::unavailable, {}, nullptr, {}, {}, "what it was decided on is in doubt"});
    }
    const bool marking = mode_ == mode::taking_over || mode_ == mode::in_doubt;
    if (marking && now_ms - since_ms_ > settings_.in_doubt_answer_after_ms)
        turn_away(queue_.take_all(), kind::unavailable, "the partition has been in doubt for too long");
}

// Nothing is appended for it, so it is told once all that it was decided on is in history.
void partition_executor::hold(waiting_command one, command_answer said) {
    if (!pending_.empty() && fault_ != planted_fault::answers_nothing_at_once) {
        pending_.back().held.push_back({std::move(one), std::move(said)});
        return;
    }
    const command_id id = one.what->id;
    const bool other = said.what == kind::other_request;
    said.at = history_.at();
    tell(one, std::move(said));
    if (!other) give_up(id);
}

void partition_executor::give_up(const command_id& command) {
    if (fates_ == nullptr || queue_.has(command) || pending_.find(command) != nullptr) return;
    fates_->on_given_up(command);
}

void partition_executor::turn_away(std::vector<waiting_command> all, kind what, const std::string& why) {
    for (auto& each : all) tell(each, {what, history_.at(), nullptr, {}, {}, why});
}

void partition_executor::tell(waiting_command& one, command_answer said) {
    --unanswered_;
    told_.push_back({std::move(one.tell), std::move(said)});
}

void partition_executor::tell_all() {
    while (!told_.empty())
        for (auto& each : std::exchange(told_, {})) each.whom(each.what);
}

}  // namespace parcours
