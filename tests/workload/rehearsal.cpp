// SPDX-License-Identifier: Apache-2.0
#include "tests/workload/rehearsal.hpp"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

namespace parcours::workload {
namespace {

// Answers come from any thread, and may still come when nobody waits any more.
struct answer_box {
    std::mutex guard;
    std::condition_variable turn;
    std::deque<std::pair<std::size_t, step_answer>> arrived;
};

command_request request_of(const step& taken) {
    command_request made;
    made.name = taken.command;
    made.body = taken.body;
    made.idempotency_key = taken.key;
    made.on_proof = taken.on_proof;
    if (const auto account = parse_id<person_id>(taken.by)) made.by.who.account = *account;
    made.by.who.role = taken.role;
    if (const auto house = parse_id<organisation_id>(taken.organisation)) made.by.who.organisation = *house;
    return made;
}

class stage {
  public:
    stage(life& lived, command_gateway& commands, story_clock& time, const rehearsal_settings& settings,
          const deed_teller& tell)
        : lived_(lived), commands_(commands), time_(time), settings_(settings), tell_(tell) {}

    expected<void> run() {
        for (;;) {
            if (settings_.ending && settings_.ending()) return failed(failure_code::unavailable, "it was asked to end");
            while (in_flight_.size() < settings_.in_flight_max) {
                auto next = lived_.next(horizon());
                if (!next) break;
                time_.advance_to(next->at);
                const auto number = next->number;
                in_flight_.emplace(number, on_stage{std::move(*next), 1});
                send(number);
            }
            if (in_flight_.empty()) return {};
            if (auto waited = await(); !waited) return waited;
        }
    }

  private:
    struct on_stage {
        step what;
        std::size_t attempts;
    };

    instant horizon() const {
        if (in_flight_.empty()) return lived_.end();
        const instant first = in_flight_.begin()->second.what.at;
        return {std::min(lived_.end().ms, first.ms + settings_.ahead_max_ms)};
    }

    void send(std::size_t number) {
        commands_.submit(request_of(in_flight_.at(number).what), [box = box_, number](const command_result& said) {
            std::string code = said.code;
            for (const auto& each : said.fields) code += " " + each.pointer + " " + each.code;
            const std::lock_guard locked(box->guard);
            box->arrived.push_back({number, {said.status, std::move(code), said.outcome}});
            box->turn.notify_one();
        });
    }

    // Waits for answers, or until a step that was turned away is due again.
    expected<void> await() {
        std::deque<std::pair<std::size_t, step_answer>> arrived;
        {
            std::unique_lock locked(box_->guard);
            const auto patience = std::chrono::steady_clock::now() + std::chrono::milliseconds(settings_.patience_ms);
            box_->turn.wait_until(locked, again_.empty() ? patience : again_.front().first,
                                  [&] { return !box_->arrived.empty(); });
            if (box_->arrived.empty() && again_.empty())
                return failed(failure_code::unavailable, "no answer to " + in_flight_.begin()->second.what.command);
            std::swap(arrived, box_->arrived);
        }
        for (const auto& [number, said] : arrived) take(number, said);
        while (!again_.empty() && again_.front().first <= std::chrono::steady_clock::now()) {
            const std::size_t number = again_.front().second;
            again_.pop_front();
            send(number);
        }
        return {};
    }

    void take(std::size_t number, const step_answer& said) {
        auto& one = in_flight_.at(number);
        if (said.status == 503 && one.attempts < settings_.attempts_max) {
            ++one.attempts;
            again_.emplace_back(std::chrono::steady_clock::now() + std::chrono::milliseconds(settings_.pause_ms),
                                number);
            return;
        }
        if (said.status == 200 && tell_) tell_(one.what, said);
        in_flight_.erase(number);
        lived_.told(number, said);
    }

    life& lived_;
    command_gateway& commands_;
    story_clock& time_;
    const rehearsal_settings settings_;
    const deed_teller& tell_;
    std::shared_ptr<answer_box> box_ = std::make_shared<answer_box>();
    std::map<std::size_t, on_stage> in_flight_;
    std::deque<std::pair<std::chrono::steady_clock::time_point, std::size_t>> again_;
};

}  // namespace

expected<void> rehearse(life& lived, command_gateway& commands, story_clock& time, const rehearsal_settings& settings,
                        const deed_teller& tell) {
    return stage(lived, commands, time, settings, tell).run();
}

}  // namespace parcours::workload
