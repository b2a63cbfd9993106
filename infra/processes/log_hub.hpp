// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "events/ports/log_reader.hpp"
#include "infra/logging/logger.hpp"
#include "infra/operator/metrics.hpp"

namespace parcours {

// Passes on to each part of the process what the log's tailer tells, in the order in which parts were added; the journal
// holds it already. Threads: parts are added before the log starts; then the tailer's.
class log_hub final : public log_listener {
  public:
    struct part {
        std::function<void(std::span<const accepted>)> on_accepted;
        std::function<void(const ignored&)> on_ignored;                    // may be empty
        std::function<void(partition_number, const failure&)> on_stopped;  // may be empty
    };
    log_hub(metrics& counted, logger& log) : counted_(counted), log_(log) {}
    void add(part one) { parts_.push_back(std::move(one)); }

    void on_accepted(std::span<const accepted> group) override;
    void on_ignored(const ignored& record) override;
    void on_stopped(partition_number partition, const failure& why) override;

  private:
    metrics& counted_;
    logger& log_;
    std::vector<part> parts_;
};

}  // namespace parcours
