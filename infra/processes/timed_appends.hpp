// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <mutex>
#include <span>

#include "events/ports/log_reader.hpp"
#include "events/ports/log_writer.hpp"
#include "infra/operator/metrics.hpp"

namespace parcours {

// Between the executors and what they append through, which is made after them: measures how long a frame takes from
// its append to its acceptance, and counts what fails. Threads: any.
class timed_appends final : public log_writer, public append_listener {
  public:
    explicit timed_appends(metrics& counted) : counted_(counted) {}
    // REQUIRES: once, before anything is appended. Both outlive it.
    void lead_to(log_writer& next, append_listener& failures) {
        next_ = &next;
        failures_ = &failures;
    }

    void append(append_group group) override;
    void renew(partition_number partition) override { next_->renew(partition); }
    void on_append_failed(const append_failure& failed) override;
    void on_accepted(std::span<const accepted> group);

  private:
    struct on_its_way {
        digest hash{};
        std::chrono::steady_clock::time_point since;
    };
    metrics& counted_;
    log_writer* next_ = nullptr;
    append_listener* failures_ = nullptr;
    std::mutex guard_;
    std::map<partition_number, std::deque<on_its_way>> under_way_;  // in the order in which they were appended
};

}  // namespace parcours
