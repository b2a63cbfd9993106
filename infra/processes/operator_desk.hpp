// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "infra/control/control_server.hpp"
#include "infra/operator/operator_server.hpp"
#include "infra/processes/administration.hpp"
#include "infra/processes/read_side.hpp"

namespace parcours {

// What an operator's words reach; all outlive the desk.
struct operator_reach {
    read_side& models;
    administration& accounts;
    operator_letters& letters;
    logger& log;
    std::function<std::vector<readiness>()> checks;
    std::function<void()> drain;  // begins to end in good order; answers at once
    std::function<expected<void>(const std::string& path)> adopt_charter;
};

// What the words of the control socket mean (`parcours ctl`, `parcours admin`): one request, one answer in JSON. What
// takes long runs on a thread of the desk's own, one such errand at a time. Threads: any.
//   status | drain | log-level LEVEL | rebuild PROJECTION
//   charter adopt FILE
//   parked list [PROJECTION] | parked retry PROJECTION STREAM | parked release PROJECTION STREAM
//   admin link ACCOUNT | admin create role=… email=… [first_name=… last_name=… birth_date=… organisation=…]
class operator_desk {
  public:
    using answering = std::function<void(control_answer)>;

    explicit operator_desk(operator_reach reach) : reach_(std::move(reach)) {}
    ~operator_desk() { stop(); }
    operator_desk(const operator_desk&) = delete;
    operator_desk& operator=(const operator_desk&) = delete;

    void take(const std::vector<std::string>& words, answering then);
    // Waits for the errand under way. REQUIRES: the read side stops first, which ends a rebuild.
    void stop();

  private:
    control_answer status() const;
    control_answer set_log_level(const std::string& level);
    void parked(const std::vector<std::string>& words, const answering& then);
    control_answer list_parked(const std::vector<std::string>& projections) const;
    void run_apart(std::function<control_answer()> errand, answering then);

    const operator_reach reach_;
    std::mutex guard_;
    bool busy_ = false;
    bool stopped_ = false;
    std::thread errand_;
};

// What `admin …` means, also where no desk is: on a data folder that no process holds. Calls back once.
void administer(const std::vector<std::string>& words, administration& accounts, const operator_desk::answering& then);

}  // namespace parcours
