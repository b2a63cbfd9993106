// SPDX-License-Identifier: Apache-2.0
#include "tests/support/unique_index_in_memory.hpp"

#include <algorithm>

namespace parcours {

expected<bool> unique_index_in_memory::reserve(unique_kind kind, std::string_view value, const command_id& command,
                                               partition_number partition, const id128& holder) {
    const std::lock_guard hold(guard_);
    if (outage_) return failed(failure_code::unavailable, "the index does not answer");
    const place where{kind, std::string(value)};
    const auto earlier = reservations_.find({command, kind});
    const bool again = earlier != reservations_.end();
    if (again && earlier->second.settled) return true;
    if (again && earlier->second.value != value) return false;
    const auto there = values_.find(where);
    if (!again && there != values_.end() && there->second.holder != holder) return false;
    entry& one = values_[where];
    if (!one.held) one.holder = holder;
    if (!again) {
        ++one.reservations;
        reservations_[{command, kind}] = {{command, partition, time_.now()}, where.second, false};
    }
    return true;
}

void unique_index_in_memory::free_if_unused(const place& where) {
    const auto found = values_.find(where);
    if (found != values_.end() && !found->second.held && found->second.reservations == 0) values_.erase(found);
}

expected<void> unique_index_in_memory::confirm(const command_id& command, unique_kind kind, const id128& holder) {
    const std::lock_guard hold(guard_);
    const auto found = reservations_.find({command, kind});
    if (found == reservations_.end() || found->second.settled) return {};
    for (auto& [where, each] : values_)
        if (where.first == kind && each.holder == holder) each.held = false;
    found->second.settled = true;
    entry& one = values_[{kind, found->second.value}];
    one = {true, holder, one.reservations - 1};
    for (auto each = values_.begin(); each != values_.end();) free_if_unused((each++)->first);
    return {};
}

expected<void> unique_index_in_memory::release(const command_id& command) {
    const std::lock_guard hold(guard_);
    std::erase_if(reservations_, [&](const auto& each) {
        const auto& [by, reserved] = each;
        if (by.first != command || reserved.settled) return false;
        const place where{by.second, reserved.value};
        --values_[where].reservations;
        free_if_unused(where);
        return true;
    });
    return {};
}

expected<std::optional<id128>> unique_index_in_memory::find(unique_kind kind, std::string_view value) const {
    const std::lock_guard hold(guard_);
    const auto found = values_.find({kind, std::string(value)});
    if (found == values_.end() || !found->second.held) return std::nullopt;
    return found->second.holder;
}

expected<std::vector<open_reservation>> unique_index_in_memory::open_reservations(instant reserved_before) const {
    const std::lock_guard hold(guard_);
    std::vector<open_reservation> found;
    for (const auto& [by, reserved] : reservations_) {
        const bool told = !found.empty() && found.back().command == by.first;
        if (!reserved.settled && !told && reserved.by.reserved_at < reserved_before) found.push_back(reserved.by);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& one, const auto& other) { return one.reserved_at < other.reserved_at; });
    return found;
}

void unique_index_in_memory::set_outage(bool lasts) {
    const std::lock_guard hold(guard_);
    outage_ = lasts;
}

bool unique_index_in_memory::is_held(unique_kind kind, std::string_view value) const {
    const std::lock_guard hold(guard_);
    return values_.contains({kind, std::string(value)});
}

}  // namespace parcours
