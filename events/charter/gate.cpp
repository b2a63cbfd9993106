// SPDX-License-Identifier: Apache-2.0
#include "events/charter/gate.hpp"

#include <algorithm>

namespace parcours {

gate_place place_after(gate_place before, gate_step step) {
    if (before == gate_place::through) return before;
    switch (step) {
        case gate_step::none:
        case gate_step::edits: return before;
        case gate_step::sends: return gate_place::awaiting;
        case gate_step::returns: return gate_place::returned;
        case gate_step::validates: return gate_place::through;
    }
    return before;
}

known_by known_at(gate_place place, gate_step step, group in) {
    const bool of_what_awaits = step == gate_step::edits && place == gate_place::awaiting;
    return of_what_awaits ? known_by{group::application, true} : known_by{in, false};
}

bool reads_before_gate(const visibility& visible, group in, const audience_set& audiences) {
    for (std::size_t i = 0; i < audience_count; ++i) {
        const auto each = static_cast<audience>(i);
        const bool let_in = each == audience::recruiter_of_target;
        if (!let_in && audiences.has(each) && visible.of(in, each) != right::none) return true;
    }
    return false;
}

bool knows(const visibility& visible, const known_by& event, const audience_set& audiences) {
    return event.before_gate ? reads_before_gate(visible, event.in, audiences) : visible.reads(event.in, audiences);
}

void known_events::add(group in, gate_step step) {
    if (replaces_sending(place_, step)) all_[sending_].before_gate = true;
    if (step == gate_step::sends) sending_ = all_.size();
    all_.push_back(known_at(place_, step, in));
    place_ = place_after(place_, step);
}

std::uint64_t known_events::version_for(const visibility& visible, const audience_set& audiences,
                                        std::uint64_t first) const {
    const auto end = all_.begin() + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(first, all_.size()));
    return static_cast<std::uint64_t>(
        std::count_if(all_.begin(), end, [&](const auto& each) { return knows(visible, each, audiences); }));
}

}  // namespace parcours
