// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "events/failure.hpp"

namespace parcours {

// One check of /readyz.
struct readiness {
    std::string name;  // "log", "projections", "relations", "vault"
    bool ready = false;
    std::string detail;  // a sentence for the operator; nothing personal
};

// What the operator's port shows. Each is called on the server's one I/O thread.
struct operator_views {
    std::function<std::string()> metrics_text;
    std::function<std::vector<struct readiness>()> checks;
    std::function<std::string()> log_level;
};

// The operator's port, on Pistache: /metrics, /healthz, /readyz, /log-level; GET alone and without a body, nothing that
// changes anything. Loopback by default: it authenticates nobody.
class operator_server {
  public:
    // `port` 0: any free one.
    operator_server(std::string address, std::uint16_t port, operator_views views);
    ~operator_server();
    expected<std::uint16_t> start();  // the port it listens on

    enum class ending : std::uint8_t {
        whole,
        left_running,  // it did not end in time; nothing of what it shows is called any more
        in_use,        // a page was still being made when the time was over
    };
    // Waits twice as long at most.
    ending stop(std::chrono::milliseconds wait = stop_wait);
    static constexpr std::chrono::milliseconds stop_wait{2'000};

  private:
    class listener;
    std::unique_ptr<listener> listener_;
};

}  // namespace parcours
