// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "infra/processes/administration.hpp"
#include "infra/processes/command_side.hpp"
#include "infra/processes/counted_accesses.hpp"
#include "infra/processes/log_hub.hpp"
#include "infra/processes/operator_letters.hpp"
#include "infra/processes/public_side.hpp"
#include "infra/processes/session_endings.hpp"
#include "query_api/relations/account_rows.hpp"

namespace parcours {

// One process with everything in it (architecture.md): opened, then started (commands are decided and read models
// follow), then perhaps serving people and the operator; stopped in the reverse order.
//
//     auto process = platform_process::open(settings, time, random, log);
//     (*process)->start();  …  (*process)->serve();  …  (*process)->stop();
//
// Threads: `open`, `start`, `serve` and `stop` one; what it gives access to says for itself.
class platform_process {
  public:
    // All outlive it. `invalid`: settings or files that cannot be; `corrupt`: a part of the data is damaged.
    static expected<std::unique_ptr<platform_process>> open(const process_settings& settings, const clock& time,
                                                            entropy& random, logger& log);
    ~platform_process();

    // Waits until the log is read and the charter adopted; then commands are decided.
    expected<void> start();
    // Opens the ports.
    expected<void> serve();
    // Where the operator's port did not end whole, the process must not return from `main`; where a page was still in use,
    // nothing of this may be destroyed either.
    operator_server::ending stop();

    // Lets the platform work by this charter from now on. `invalid`: what is wrong with it, with places.
    expected<void> adopt_charter(const std::string& path);
    // Takes anew what settings may change while it runs (SIGHUP).
    void reload(const process_settings& now);
    // Called once when somebody asks for the end (`parcours ctl drain`). REQUIRES: before `serve`.
    void on_drain(std::function<void()> then) { drain_ = std::move(then); }
    // Called once when a disk did not take a write: nothing is written any more, and only opening anew tells what lies
    // there, so the process should end and be started again. REQUIRES: before `start`.
    void on_disk_failed(std::function<void()> then) { disk_failed_ = std::move(then); }

    gateway& commands() { return commands_->commands(); }
    administration& administering() { return *administration_; }
    const services& with() const { return *services_; }
    read_side& models() { return *models_; }
    credentials& accounts() { return *stores_->accounts; }
    std::uint16_t http_port() const { return public_->http_port(); }
    std::uint16_t operator_port() const { return public_->operator_port(); }
    std::vector<readiness> checks() const;

  private:
    platform_process(const process_settings& settings, const clock& time, entropy& random, logger& log);
    expected<void> build();
    expected<void> adopt(const std::string& name, const std::string& text);
    void await_relations();
    void listen();
    void tell(const request_fault& fault) const;
    void keep_up();
    void watch_disks();
    std::optional<failure> disk_failure() const;
    std::vector<gauge_reading> gauges() const;

    process_settings settings_;
    const clock& time_;
    entropy& random_;
    logger& log_;
    metrics counted_;
    log_hub hub_;
    const command_registry registry_;
    charter_keeper terms_;
    std::unique_ptr<process_stores> stores_;
    std::unique_ptr<session_endings> endings_;
    std::unique_ptr<counted_accesses> accesses_;
    std::unique_ptr<read_side> models_;
    std::unique_ptr<command_side> commands_;
    std::unique_ptr<texts> words_;
    std::unique_ptr<services> services_;
    std::unique_ptr<account_rows> directory_;
    std::unique_ptr<operator_letters> letters_;
    std::unique_ptr<administration> administration_;
    std::unique_ptr<public_side> public_;
    std::function<void()> drain_;
    std::function<void()> disk_failed_;

    mutable std::mutex guard_;
    std::condition_variable turn_;
    bool stopping_ = false;
    operator_server::ending operator_ending_ = operator_server::ending::whole;
    bool started_ = false;
    std::optional<failure> disk_failure_;
    bool disk_told_ = false;  // of the thread that keeps up
    std::thread upkeep_;
};

}  // namespace parcours
