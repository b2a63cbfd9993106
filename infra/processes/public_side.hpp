// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "events/failure.hpp"
#include "infra/operator/operator_server.hpp"
#include "infra/processes/operator_desk.hpp"
#include "infra/settings/process_settings.hpp"
#include "query_api/front/front.hpp"

namespace parcours {

// What the ports serve from; all outlive them.
struct public_sources {
    const services& with;
    const account_directory& directory;
    password_letters& letters;
    operator_reach reach;
    metrics& counted;
    logger& log;
    entropy& random;
};

// The ports of a process: people's, the operator's, and the local control socket. Threads: one.
class public_side {
  public:
    public_side(const process_settings& settings, const public_sources& from);
    ~public_side();

    // Whether the files and words that `start` needs are there and fit each other; opens no port.
    static expected<void> check_files(const process_settings& settings);
    expected<void> start();
    // Lets no one in, answers what was asked, and closes; what the operator's port came to.
    operator_server::ending stop();
    // REQUIRES: the read side has stopped.
    void stop_errands() { desk_.stop(); }
    void reload(const process_settings& now);
    std::uint16_t http_port() const { return http_port_; }
    std::uint16_t operator_port() const { return operator_port_; }
    std::uint64_t connections() const;
    std::uint64_t connections_refused() const;  // since the start

  private:
    expected<void> start_public();
    expected<void> start_operator();
    void tell_doubt();

    process_settings settings_;
    const public_sources from_;
    front front_;
    operator_desk desk_;
    struct running;
    std::unique_ptr<running> running_;
    std::uint16_t http_port_ = 0;
    std::uint16_t operator_port_ = 0;
};

}  // namespace parcours
