// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "events/ports/unique_index.hpp"
#include "tests/support/fake_clock.hpp"

namespace parcours {

// The unique index as sorted values in clear, with outages. Threads: any.
class unique_values final : public unique_index {
  public:
    explicit unique_values(const clock& time) : time_(time) {}

    expected<bool> reserve(unique_kind kind, std::string_view value, const command_id& command,
                           partition_number partition, const id128& holder) override {
        const std::lock_guard hold(guard_);
        if (outage_) return failed(failure_code::unavailable, "the index does not answer");
        const auto [at, fresh] = all_.try_emplace({kind, std::string(value)});
        if (fresh) at->second = {{command, partition, time_.now()}, holder, false};
        return at->second.by.command == command;
    }
    expected<void> confirm(const command_id& command, unique_kind kind, const id128& holder) override {
        const std::lock_guard hold(guard_);
        for (auto& [key, one] : all_)
            if (one.by.command == command && key.first == kind) one = {one.by, holder, true};
        return {};
    }
    expected<void> release(const command_id& command) override {
        const std::lock_guard hold(guard_);
        std::erase_if(all_,
                      [&](const auto& each) { return each.second.by.command == command && !each.second.confirmed; });
        return {};
    }
    expected<std::optional<id128>> find(unique_kind kind, std::string_view value) const override {
        const std::lock_guard hold(guard_);
        const auto found = all_.find({kind, std::string(value)});
        if (found == all_.end() || !found->second.confirmed) return std::nullopt;
        return found->second.holder;
    }
    expected<std::vector<open_reservation>> open_reservations(instant reserved_before) const override {
        const std::lock_guard hold(guard_);
        std::vector<open_reservation> found;
        for (const auto& [key, one] : all_)
            if (!one.confirmed && one.by.reserved_at < reserved_before) found.push_back(one.by);
        return found;
    }

    void set_outage(bool lasts) {
        const std::lock_guard hold(guard_);
        outage_ = lasts;
    }
    // Reserved or confirmed.
    bool is_held(unique_kind kind, std::string_view value) const {
        const std::lock_guard hold(guard_);
        return all_.contains({kind, std::string(value)});
    }

  private:
    struct entry {
        open_reservation by;
        id128 holder;
        bool confirmed = false;
    };
    const clock& time_;
    mutable std::mutex guard_;
    std::map<std::pair<unique_kind, std::string>, entry> all_;
    bool outage_ = false;
};

}  // namespace parcours
