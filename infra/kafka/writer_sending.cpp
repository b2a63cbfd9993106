// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "infra/kafka/writer.hpp"

namespace parcours::kafka {

bool writer::make_newest() {
    auto made = producer::open(given_);
    if (!made) return false;
    producers_.push_back(*std::move(made));
    return true;
}

bool writer::choose_producer(lane& on) {
    if (on.by != nullptr && on.groups_in_flight > 0 && !on.by->dead()) return true;
    if (producers_.back()->dead() && !make_newest()) return false;
    on.by = producers_.back();
    return true;
}

void writer::send_all() {
    for (partition_number partition = 0; partition < lanes_.size(); ++partition) {
        auto& waiting = lanes_[partition].waiting;
        while (!waiting.empty() && may_send(partition, waiting.front())) {
            const append_group next = std::move(waiting.front());
            waiting.pop_front();
            send(partition, next);
        }
    }
}

// The first frame, by a new producer where the one at hand turns out to be dead.
error_number writer::send_first(lane& on, const append_group& group, std::uint64_t number) {
    error_number error = on.by->send(group.partition, group.frames.front(), number);
    if (error != 0 && on.by->dead() && choose_producer(on))
        error = on.by->send(group.partition, group.frames.front(), number);
    return error;
}

void writer::send(partition_number partition, const append_group& group) {
    auto& on = lanes_[partition];
    const std::size_t octets = octets_of(group);
    if (group.frames.empty() || !choose_producer(on)) {
        give_back(1, octets);
        if (!group.frames.empty())
            tell(partition, group.token, false, {failure_code::unavailable, "no producer for Kafka can be made"});
        return;
    }
    const std::uint64_t number = next_flight_++;
    flight sent{partition, group.token, on.epoch, 0, group.frames.size(), octets, watch_.read_until(partition),
                0,         false};
    sent.error = send_first(on, group, number);
    if (sent.error == 0) sent.frames_left = 1;
    for (std::size_t i = 1; i < group.frames.size() && sent.error == 0; ++i) {
        sent.error = on.by->send(partition, group.frames[i], number);
        if (sent.error == 0) ++sent.frames_left;
    }
    ++on.groups_in_flight;
    if (sent.frames_left == 0) {
        finish(sent);
        return;
    }
    flights_.emplace(number, sent);
}

void writer::poll_all() {
    for (std::size_t i = 0; i < producers_.size(); ++i)
        producers_[i]->poll([this](const delivery& report) { on_report(report); });
    // A producer is given up when nobody sends by it any more: what it still holds was left in doubt by `renew`.
    for (auto& each : lanes_)
        if (each.groups_in_flight == 0) each.by.reset();
    for (std::size_t i = 0; i + 1 < producers_.size();)
        if (producers_[i].use_count() == 1) {
            producers_[i]->give_up();
            producers_[i]->poll([this](const delivery& report) { on_report(report); });
            if (producers_[i]->in_flight() != 0) {
                ++i;
                continue;
            }
            producers_.erase(producers_.begin() + static_cast<std::ptrdiff_t>(i));
        } else {
            ++i;
        }
}

void writer::on_report(const delivery& report) {
    const auto found = flights_.find(report.group);
    if (found == flights_.end()) return;
    auto& on = found->second;
    --on.frames_left;
    if (report.error != 0 && on.error == 0) on.error = report.error;
    if (report.sent) on.sent = true;
    if (report.error == 0 && report.offset >= 0 && report.offset < on.read_until)
        watch_.distrust(on.partition,
                        {failure_code::corrupt,
                         fmt::format("a new record of partition {} stands at offset {}, and the log was read up to {}: "
                                     "the brokers have lost its end",
                                     on.partition, report.offset, on.read_until)});
    if (on.frames_left != 0) return;
    const flight done = on;
    flights_.erase(found);
    finish(done);
}

void writer::finish(const flight& done) {
    auto& on = lanes_[done.partition];
    give_back(1, done.bytes);
    if (done.epoch != on.epoch) return;
    --on.groups_in_flight;
    if (done.error == 0) return;
    auto why = failure_of(done.error, fmt::format("partition {} took no record", done.partition));
    if (done.sent) why.code = failure_code::in_doubt;
    tell(done.partition, done.token, done.sent, std::move(why));
}

}  // namespace parcours::kafka
