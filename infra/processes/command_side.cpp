// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/command_side.hpp"

namespace parcours {
namespace {

executor_settings executor_settings_of(const process_settings& settings, partition_number partitions) {
    executor_settings asked;
    asked.commands_max = static_cast<std::size_t>(settings.executor_queue_max);
    asked.pending_commits_max = static_cast<std::size_t>(settings.executor_pending_max);
    asked.states_bytes_max = (static_cast<std::size_t>(settings.executor_states_mib) << 20) / partitions;
    asked.in_doubt_answer_after_ms = settings.executor_doubt_s_max * 1'000;
    asked.command_age_max_ms = settings.command_deadline_s * 1'000;
    return asked;
}

fact_sources sources_of(process_stores& stores, access_log& accesses, read_side& models, charter_keeper& terms,
                        const clock& time) {
    return {models, stores.log->history(), *stores.secrets, accesses, time, [&terms] { return terms.terms(); }};
}

}  // namespace

command_side::command_side(const process_settings& settings, process_stores& stores, access_log& accesses,
                           const command_registry& registry, read_side& models, charter_keeper& terms,
                           const clock& time, entropy& random, metrics& counted, logger& log)
    : log_(*stores.log),
      folds_(registry),
      writer_(std::make_unique<timed_appends>(counted)),
      uniques_(*stores.uniques, stores.log->history(), time, log),
      executors_({stores.log->history(), *writer_, *stores.secrets, time, random, folds_}, random.token(),
                 executor_settings_of(settings, stores.log->history().shape().partitions), terms.terms(), uniques_),
      keys_first_(std::make_unique<keys_first>(*stores.secrets, stores.log->writer(), *writer_)),
      facts_(sources_of(stores, accesses, models, terms, time), settings.read_after_wait_ms),
      positions_(*stores.tokens),
      gateway_({registry, facts_, sources_of(stores, accesses, models, terms, time), *stores.secrets, uniques_,
                executors_, models, stores.log->history(), positions_, time, random, counted, log,
                [&terms] { return terms.is_this_files(); }},
               {settings.command_deadline_s * 1'000, settings.read_after_wait_ms, 10'000}) {
    writer_->lead_to(*keys_first_, executors_);
}

command_side::~command_side() { stop(); }

expected<void> command_side::start(log_listener& reads) {
    log_.start(reads, *writer_);
    return executors_.start();
}

void command_side::stop() {
    if (stopped_) return;
    stopped_ = true;
    executors_.stop();
    keys_first_->stop();
    log_.stop();
    uniques_.stop();
}

}  // namespace parcours
