// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "infra/keys_first/keys_first.hpp"
#include "infra/processes/charter_keeper.hpp"
#include "infra/processes/gateway.hpp"
#include "infra/processes/process_stores.hpp"
#include "infra/processes/read_model_facts.hpp"
#include "infra/processes/timed_appends.hpp"

namespace parcours {

// What decides in this process: registry, facts, unique values, executors, and the gateway in front of them.
class command_side {
  public:
    // All outlive it.
    command_side(const process_settings& settings, process_stores& stores, access_log& accesses,
                 const command_registry& registry, read_side& models, charter_keeper& terms, const clock& time,
                 entropy& random, metrics& counted, logger& log);
    ~command_side();

    // Told by the log from here on; takes the partitions over. REQUIRES: the read side runs.
    expected<void> start(log_listener& reads);
    // Answers who waits, writes what waits, and ends; the log too.
    void stop();

    gateway& commands() { return gateway_; }
    executor_loop& executors() { return executors_; }
    unique_reservations& uniques() { return uniques_; }
    timed_appends& appends() { return *writer_; }

  private:
    process_log& log_;
    all_folds folds_;
    std::unique_ptr<timed_appends> writer_;
    unique_reservations uniques_;
    executor_loop executors_;
    std::unique_ptr<keys_first> keys_first_;
    read_model_facts facts_;
    const sealed_positions positions_;
    gateway gateway_;
    bool stopped_ = false;
};

}  // namespace parcours
