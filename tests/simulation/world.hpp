// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simulation/history_checks.hpp"
#include "tests/simulation/simulated_client.hpp"
#include "tests/simulation/simulated_process.hpp"
#include "tests/simulation/simulation.hpp"
#include "tests/support/keys_in_memory.hpp"

namespace parcours {

// One run: processes, clients and a log, moved one small step at a time as the seed says.
class world {
  public:
    world(std::uint64_t seed, planted_fault fault, bool trace);
    simulation_result run();

  private:
    struct request {  // on its way from a client to a process
        std::size_t process;
        std::shared_ptr<const asked_command> asked;
        std::int64_t deadline_ms;
    };
    void step(bool calm);
    void disturb();
    void calm_down();
    void pass_time(std::int64_t by_ms);
    void deliver_request();
    void move_ownership();
    void note(const std::string& line);
    bool broken() const;
    bool clients_done() const;
    void check_readers();
    simulation_result finish(bool answered);

    simulation_result result_;
    random_source random_;
    planted_fault fault_;
    bool trace_;
    simulated_time time_;
    charter terms_;
    keys_in_memory vault_;
    executor_settings settings_;
    broker_in_memory broker_;
    run_record record_;
    std::int64_t acknowledged_ = -1;
    std::size_t owner_ = 0;
    std::vector<std::unique_ptr<simulated_process>> processes_;
    std::vector<simulated_client> clients_;
    std::vector<request> requests_;
};

}  // namespace parcours
