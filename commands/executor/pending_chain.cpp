// SPDX-License-Identifier: Apache-2.0
#include "commands/executor/pending_chain.hpp"

#include <algorithm>
#include <iterator>
#include <ranges>

#include "events/check.hpp"

namespace parcours {

pending_commit pending_chain::pop_front() {
    check(!all_.empty(), "only what is pending is read back");
    pending_commit first = std::move(all_.front());
    all_.pop_front();
    return first;
}

std::vector<pending_commit> pending_chain::drop_from(std::uint64_t group) {
    const auto first = std::find_if(all_.begin(), all_.end(), [&](const auto& each) { return each.group == group; });
    std::vector<pending_commit> dropped(std::make_move_iterator(first), std::make_move_iterator(all_.end()));
    all_.erase(first, all_.end());
    return dropped;
}

std::vector<pending_commit> pending_chain::drop_all() {
    std::vector<pending_commit> dropped(std::make_move_iterator(all_.begin()), std::make_move_iterator(all_.end()));
    all_.clear();
    return dropped;
}

pending_commit* pending_chain::find(const command_id& command) {
    const auto found =
        std::find_if(all_.begin(), all_.end(), [&](const auto& each) { return each.command == command; });
    return found == all_.end() ? nullptr : &*found;
}

const known_state* pending_chain::state_of(const stream_id& stream) const {
    for (const auto& each : std::views::reverse(all_))
        for (const auto& [touched, state] : each.states)
            if (touched == stream) return &state;
    return nullptr;
}

std::shared_ptr<const route_state> pending_chain::route_of(route_number route) const {
    for (const auto& each : std::views::reverse(all_))
        if (each.route == route && each.routed) return each.routed;
    return nullptr;
}

}  // namespace parcours
