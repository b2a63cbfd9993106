// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "events/ports/clock.hpp"
#include "events/ports/entropy.hpp"
#include "events/ports/journal.hpp"
#include "events/ports/log_reader.hpp"
#include "events/ports/log_writer.hpp"
#include "infra/operator/operator_server.hpp"
#include "infra/settings/process_settings.hpp"

namespace parcours {

class storage_memory;

// The log that a process was told to use, with its journal: embedded or Kafka. Threads: as the ports say.
class process_log {
  public:
    // Opens or begins it. All outlive it.
    static expected<std::unique_ptr<process_log>> open(const process_settings& settings, const storage_memory& memory,
                                                       entropy& random);
    virtual ~process_log() = default;

    virtual log_writer& writer() = 0;
    virtual const journal& history() const = 0;
    // Both outlive `stop`.
    virtual void start(log_listener& reads, append_listener& failures) = 0;
    virtual void stop() = 0;

    // How long ago the journal was known to be level with the log, ms; nothing where it never was.
    virtual std::optional<std::int64_t> level_ms_ago() const = 0;
    virtual readiness check() const = 0;
    // Whether any frame was ever written: then the vault that sealed it must be there.
    virtual expected<bool> has_history() const = 0;
    // Synced writes since the start; nothing where the log's own machine syncs.
    virtual std::optional<std::uint64_t> syncs() const = 0;
    // Records of others in it, passed over since the start.
    virtual std::uint64_t foreign_records() const = 0;
    // Tables that had read further than a log whose end was given up, and were removed.
    std::vector<std::string> tables_dropped;
    // What is due now and then: outcomes of commands that are old enough are forgotten.
    virtual void forget_commands(instant now) = 0;
};

}  // namespace parcours
