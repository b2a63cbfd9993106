// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "events/failure.hpp"
#include "infra/http/counters.hpp"
#include "infra/http/settings.hpp"
#include "query_api/http.hpp"

namespace parcours::tls {
class identity;
}

namespace parcours::http {

// Where a server can be reached.
struct endpoint {
    std::string address;
    std::uint16_t port = 0;
};

// The server that faces people: HTTP/1.1 on one port, with its I/O threads. The handler and the identity outlive it;
// responders and event streams may outlive it, and then lead nowhere.
class server {
  public:
    // Without an identity it speaks in clear, as behind a proxy on the same machine.
    server(settings limits, handler& routes, tls::identity* identity = nullptr);
    // Stops at once, if that was not done.
    ~server();

    // `invalid` for settings that cannot be, `io` where the address cannot be had. Once.
    expected<endpoint> start();
    // Lets no one in, answers what was asked, ends event streams; after `deadline` cuts what is left. Waits for all of
    // it. Not on an I/O thread.
    void stop(std::chrono::milliseconds deadline);

    const counters& counts() const;

  private:
    struct running;
    std::unique_ptr<running> running_;
};

}  // namespace parcours::http
