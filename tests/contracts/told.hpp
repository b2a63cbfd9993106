// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <vector>

#include "events/ports/log_reader.hpp"
#include "events/ports/log_writer.hpp"

namespace parcours {

// What a log told its listeners. Threads: any.
class told final : public log_listener, public append_listener {
  public:
    // `look` is called for each group before it is kept, from the log's thread.
    using look_at_group = std::function<void(std::span<const accepted>)>;
    void look_at_groups(look_at_group look) {
        keep([&] { look_ = std::move(look); });
    }

    void on_accepted(std::span<const accepted> group) override {
        if (const auto look = copy(look_)) look(group);
        keep([&] { accepted_.insert(accepted_.end(), group.begin(), group.end()); });
    }
    void on_ignored(const ignored& record) override {
        keep([&] { ignored_.push_back(record); });
    }
    void on_stopped(partition_number partition, const failure& why) override {
        keep([&] { stopped_.emplace(partition, why); });
    }
    void on_append_failed(const append_failure& failed) override {
        keep([&] { failures_.push_back(failed); });
    }

    std::vector<accepted> taken() const { return copy(accepted_); }
    std::vector<ignored> passed_over() const { return copy(ignored_); }
    std::vector<append_failure> failures() const { return copy(failures_); }
    std::map<partition_number, failure> stopped() const { return copy(stopped_); }

    // Waits until it holds, at most 30 s; calls `settle` in between.
    bool await(const std::function<void()>& settle, const std::function<bool(const told&)>& holds) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (true) {
            settle();
            if (holds(*this)) return true;
            if (std::chrono::steady_clock::now() > deadline) return false;
            std::unique_lock hold(guard_);
            changed_.wait_for(hold, std::chrono::milliseconds(5));
        }
    }

  private:
    template <class Change>
    void keep(Change change) {
        {
            const std::lock_guard hold(guard_);
            change();
        }
        changed_.notify_all();
    }
    template <class Kept>
    Kept copy(const Kept& kept) const {
        const std::lock_guard hold(guard_);
        return kept;
    }

    mutable std::mutex guard_;
    std::condition_variable changed_;
    look_at_group look_;
    std::vector<accepted> accepted_;
    std::vector<ignored> ignored_;
    std::vector<append_failure> failures_;
    std::map<partition_number, failure> stopped_;
};

}  // namespace parcours
