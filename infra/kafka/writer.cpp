// SPDX-License-Identifier: Apache-2.0
#include "infra/kafka/writer.hpp"

#include <chrono>

#include "events/check.hpp"
#include "events/commit/frame.hpp"

namespace parcours::kafka {
namespace {

// Reports of what was sent are fetched with the next order, or after this: only failures matter to anybody, and these
// come late. To be woken by each would cost as much as to send.
constexpr std::chrono::milliseconds report_interval{50};

}  // namespace

std::size_t writer::octets_of(const append_group& group) {
    std::size_t octets = 0;
    for (const auto& frame : group.frames) octets += frame.size();
    return octets;
}

expected<std::unique_ptr<writer>> writer::open(const settings& given, partition_number partitions,
                                               append_watch& watch) {
    std::unique_ptr<writer> made(new writer(given, partitions, watch));
    auto first = producer::open(given);
    if (!first) return tl::unexpected(std::move(first).error());
    made->producers_.push_back(*std::move(first));
    return made;
}

writer::writer(const settings& given, partition_number partitions, append_watch& watch)
    : given_(given), watch_(watch), lanes_(partitions) {}

writer::~writer() { stop(); }

void writer::start(append_listener& failures) {
    failures_ = &failures;
    thread_ = std::thread([this] { work(); });
}

void writer::stop() {
    {
        const std::lock_guard held(guard_);
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void writer::append(append_group group) {
    check(group.partition < lanes_.size(), "a group is appended to a partition that there is");
    const std::size_t octets = octets_of(group);
    const std::lock_guard held(guard_);
    if (stopping_) return;
    const bool first = orders_.empty();
    if (groups_held_ + 1 > given_.waiting_groups_max || bytes_held_ + octets > given_.waiting_bytes_max) {
        orders_.emplace_back(refusal{{group.partition,
                                      group.token,
                                      false,
                                      {failure_code::unavailable, "too much waits to be appended to the log"}}});
    } else {
        ++groups_held_;
        bytes_held_ += octets;
        orders_.emplace_back(std::move(group));
    }
    if (first) wake_.notify_one();
}

void writer::renew(partition_number partition) { post(renewal{partition}); }

void writer::post(order what) {
    const std::lock_guard held(guard_);
    orders_.push_back(std::move(what));
    wake_.notify_one();
}

void writer::give_back(std::size_t groups, std::size_t octets) {
    const std::lock_guard held(guard_);
    groups_held_ -= groups;
    bytes_held_ -= octets;
}

void writer::tell(partition_number partition, std::uint64_t token, bool sent, failure why) {
    failures_->on_append_failed({partition, token, sent, std::move(why)});
}

bool writer::idle() const {
    if (!flights_.empty()) return false;
    for (const auto& each : lanes_)
        if (!each.waiting.empty()) return false;
    return true;
}

void writer::work() {
    using steady = std::chrono::steady_clock;
    std::vector<order> orders;
    std::optional<steady::time_point> until;
    while (true) {
        bool stopping = false;
        {
            std::unique_lock held(guard_);
            const auto called = [this] { return stopping_ || !orders_.empty(); };
            if (flights_.empty() && !until)
                wake_.wait(held, called);
            else
                wake_.wait_for(held, report_interval, [this] { return !orders_.empty(); });
            orders.swap(orders_);
            stopping = stopping_;
        }
        poll_all();
        for (auto& each : orders) carry_out(each);
        orders.clear();
        send_all();
        if (!stopping) continue;
        if (!until) until = steady::now() + std::chrono::milliseconds(given_.delivery_timeout_ms);
        if (idle() || steady::now() > *until) break;
    }
    leave();
}

// What is left at the end is told, so that nobody waits for it.
void writer::leave() {
    for (auto& [number, left] : flights_) {
        left.error = -1;
        left.sent = true;
        finish(left);
    }
    flights_.clear();
    for (auto& each : lanes_)
        for (const auto& group : each.waiting)
            tell(group.partition, group.token, false, {failure_code::stopped, "the log's writer has ended"});
}

void writer::carry_out(order& what) {
    if (auto* group = std::get_if<append_group>(&what)) {
        lanes_[group->partition].waiting.push_back(std::move(*group));
    } else if (const auto* renewed = std::get_if<renewal>(&what)) {
        renew_lane(renewed->partition);
    } else if (auto* refused = std::get_if<refusal>(&what)) {
        failures_->on_append_failed(refused->told);
    } else if (auto* answered = std::get_if<rechecked>(&what)) {
        auto& on = lanes_[answered->partition];
        if (answered->epoch != on.epoch || on.before_mark != lane::mark_state::asked) return;
        on.before_mark = answered->answer ? lane::mark_state::granted : lane::mark_state::unasked;
        if (answered->answer || on.waiting.empty()) return;
        const append_group first = std::move(on.waiting.front());
        on.waiting.pop_front();
        give_back(1, octets_of(first));
        tell(first.partition, first.token, false, std::move(answered->answer).error());
    }
}

void writer::renew_lane(partition_number partition) {
    auto& on = lanes_[partition];
    std::size_t octets = 0;
    for (const auto& each : on.waiting) octets += octets_of(each);
    give_back(on.waiting.size(), octets);
    on.waiting.clear();
    ++on.epoch;
    on.before_mark = lane::mark_state::unasked;
    // Where nothing of it is under way the newest has nothing to do with the doubt; while brokers are away partitions are
    // renewed each second.
    const bool stale = on.by == producers_.back();
    on.groups_in_flight = 0;
    on.by.reset();
    // Where none can be made now, the next record tries again.
    if (stale) make_newest();
}

bool writer::may_send(partition_number partition, const append_group& group) {
    constexpr std::size_t mark_size_max = frame_header_size + 256;
    bool marks = false;
    for (const auto& each : group.frames) {
        if (each.size() > mark_size_max) continue;
        const auto read = read_frame(each);
        const auto* one = std::get_if<frame>(&read);
        marks = marks || (one != nullptr && one->kind == frame_kind::mark);
    }
    auto& on = lanes_[partition];
    if (!marks) return true;
    if (on.before_mark == lane::mark_state::granted) {
        on.before_mark = lane::mark_state::unasked;
        return true;
    }
    if (on.before_mark == lane::mark_state::unasked) {
        on.before_mark = lane::mark_state::asked;
        watch_.recheck(partition, [this, partition, epoch = on.epoch](expected<void> answer) {
            post(rechecked{partition, epoch, std::move(answer)});
        });
    }
    return false;
}

}  // namespace parcours::kafka
