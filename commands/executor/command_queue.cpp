// SPDX-License-Identifier: Apache-2.0
#include "commands/executor/command_queue.hpp"

#include <algorithm>
#include <iterator>

namespace parcours {
namespace {

bool reached(const waiting_command& one, std::int64_t offset) {
    return !one.what->read_after || one.what->read_after->offset <= offset;
}

}  // namespace

void command_queue::push_again(std::vector<waiting_command> lost) {
    all_.insert(all_.begin(), std::make_move_iterator(lost.begin()), std::make_move_iterator(lost.end()));
}

std::optional<waiting_command> command_queue::next(std::int64_t offset_reached) {
    const auto found =
        std::find_if(all_.begin(), all_.end(), [&](const auto& each) { return reached(each, offset_reached); });
    if (found == all_.end()) return std::nullopt;
    waiting_command taken = std::move(*found);
    all_.erase(found);
    return taken;
}

template <class Chosen>
std::vector<waiting_command> command_queue::take_if(const Chosen& chosen) {
    std::vector<waiting_command> taken;
    std::deque<waiting_command> left;
    if (std::none_of(all_.begin(), all_.end(), chosen)) return taken;
    for (auto& each : all_) {
        if (chosen(each))
            taken.push_back(std::move(each));
        else
            left.push_back(std::move(each));
    }
    all_ = std::move(left);
    return taken;
}

std::vector<waiting_command> command_queue::take_unreached(std::int64_t offset_reached, std::int64_t now_ms) {
    return take_if([&](const waiting_command& each) {
        return !reached(each, offset_reached) && now_ms - each.came_ms > settings_.read_after_wait_max_ms;
    });
}

std::vector<waiting_command> command_queue::take_expired(std::int64_t now_ms) {
    return take_if([&](const waiting_command& each) { return now_ms > deadline_ms(each); });
}

std::vector<waiting_command> command_queue::take_all() {
    return take_if([](const waiting_command&) { return true; });
}

bool command_queue::has(const command_id& command) const {
    return std::any_of(all_.begin(), all_.end(), [&](const auto& each) { return each.what->id == command; });
}

std::int64_t command_queue::deadline_ms(const waiting_command& one) const {
    const std::int64_t oldest = one.came_ms + settings_.command_age_max_ms;
    return one.what->deadline_ms == 0 ? oldest : std::min(oldest, one.what->deadline_ms);
}

}  // namespace parcours
