// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/executor_loop.hpp"

#include <chrono>

#include "events/check.hpp"

namespace parcours {
namespace {

constexpr auto tick_interval = std::chrono::milliseconds(10);
constexpr auto idle_interval = std::chrono::seconds(1);

command_answer turned_away(const char* why) { return {command_answer::kind::unavailable, {}, nullptr, {}, {}, why}; }

}  // namespace

executor_loop::executor_loop(const executor_ports& ports, writer_id writer, const executor_settings& settings,
                             std::shared_ptr<const charter> terms, commit_fates& fates)
    : settings_(settings) {
    terms_.push_back(std::move(terms));
    const auto partitions = ports.history.shape().partitions;
    for (partition_number each = 0; each < partitions; ++each) {
        executors_.push_back(std::make_unique<partition_executor>(each, ports, *terms_.back(), writer, settings));
        executors_.back()->listen(&fates);
    }
    standings_.resize(partitions);
}

executor_loop::~executor_loop() { stop(); }

expected<void> executor_loop::start() {
    check(!thread_.joinable(), "the loop is started once");
    for (auto& each : executors_)
        if (auto taken = each->take_over(); !taken) return taken;
    thread_ = std::thread([this] { work(); });
    return {};
}

void executor_loop::stop() {
    {
        const std::lock_guard hold(guard_);
        stopping_ = true;
    }
    turn_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void executor_loop::submit(ready_command command, answer tell) {
    const char* refused = nullptr;
    {
        const std::lock_guard hold(guard_);
        if (stopping_)
            refused = "the process is stopping";
        else if (commands_waiting_ >= settings_.commands_max)
            refused = "too many commands wait to be taken up";
        if (refused == nullptr) {
            ++commands_waiting_;
            inbox_.emplace_back(handed_command{std::move(command), std::move(tell)});
            if (inbox_.size() == 1) turn_.notify_one();
        }
    }
    if (refused != nullptr) tell(turned_away(refused));
}

void executor_loop::adopt(std::shared_ptr<const charter> terms) { hand_over(std::move(terms)); }
void executor_loop::on_accepted(std::span<const accepted> group) {
    hand_over(std::vector<accepted>(group.begin(), group.end()));
}
void executor_loop::on_ignored(const ignored& record) { hand_over(record); }
void executor_loop::on_stopped(partition_number partition, const failure& why) {
    hand_over(stopped_partition{partition, why});
}
void executor_loop::on_append_failed(const append_failure& failed) { hand_over(failed); }

void executor_loop::hand_over(message next) {
    const std::lock_guard hold(guard_);
    inbox_.push_back(std::move(next));
    if (inbox_.size() == 1) turn_.notify_one();
}

std::vector<executor_standing> executor_loop::standings() const {
    const std::lock_guard hold(guard_);
    return standings_;
}

void executor_loop::work() {
    std::vector<message> come;
    for (bool last = false; !last;) {
        {
            std::unique_lock hold(guard_);
            const auto wait = busy_ ? std::chrono::milliseconds(tick_interval) : idle_interval;
            turn_.wait_for(hold, wait, [&] { return stopping_ || !inbox_.empty(); });
            come.swap(inbox_);
            commands_waiting_ = 0;
            last = stopping_;
        }
        for (auto& each : come) take(each);
        come.clear();
        tick();
    }
    for (auto& each : executors_) each->on_stopped({failure_code::stopped, "the process is stopping"});
}

void executor_loop::tick() {
    std::vector<executor_standing> now;
    now.reserve(executors_.size());
    busy_ = false;
    for (auto& each : executors_) {
        each->tick();
        now.push_back({each->now_in(), each->unanswered(), each->pending()});
        const bool resting =
            each->now_in() == partition_executor::mode::serving || each->now_in() == partition_executor::mode::stopped;
        busy_ = busy_ || each->unanswered() > 0 || !resting;
    }
    const std::lock_guard hold(guard_);
    standings_ = std::move(now);
}

void executor_loop::take(message& next) {
    std::visit([&](auto& what) { take(what); }, next);
}

void executor_loop::take(handed_command& next) {
    check(!next.what.steps.empty(), "a command has steps");
    const auto partition = next.what.steps.front()->stream().route() % executors_.size();
    executors_[partition]->on_command(std::move(next.what), std::move(next.tell));
}

// A group holds runs of one partition after the other.
void executor_loop::take(std::vector<accepted>& next) {
    for (std::size_t from = 0; from < next.size();) {
        std::size_t until = from;
        const partition_number partition = next[from].at.partition;
        while (until < next.size() && next[until].at.partition == partition) ++until;
        executors_[partition]->on_accepted(std::span<const accepted>(next).subspan(from, until - from));
        from = until;
    }
}

void executor_loop::take(const std::shared_ptr<const charter>& next) {
    terms_.push_back(next);
    for (auto& each : executors_) each->adopt(*next);
}

}  // namespace parcours
