// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <thread>
#include <unordered_map>
#include <vector>

#include "infra/http/connection_caps.hpp"
#include "infra/http/session.hpp"
#include "infra/http/surroundings.hpp"
#include "infra/tls/identity.hpp"

namespace boost::asio {
class io_context;
}

namespace parcours::http {

// What all I/O threads of a server share; outlives them.
struct server_parts {
    settings limits;
    handler& routes;
    tls::identity* identity;  // none: in clear
    proxy_list proxies;
    cors_rule cors;
    connection_caps caps;
    counters counts;
};

// One I/O thread with its connections. What is said to be for any thread is done on its own.
class worker {
  public:
    explicit worker(server_parts& parts);
    // REQUIRES: join() was called, or start() was not.
    ~worker();

    void start();
    // Takes over a connected socket whose peer was entered in the caps. Any thread.
    void adopt(int descriptor, const ip_address& peer, connection_place& place);
    // Ends a connection that waits for its client, to make room for another. Any thread.
    void give_up(std::uint64_t connection);
    // No further requests; connections end when they owe nothing. Any thread.
    void drain();
    // Connections end now. Any thread.
    void abort();
    // REQUIRES: no connection is left, and none will be adopted.
    void join();

    boost::asio::io_context& loop();

  private:
    struct clockwork;

    void open(int descriptor, const ip_address& peer, connection_place& place);
    void collect();
    void sweep();
    void await_tick();
    void tick();

    server_parts& parts_;
    std::shared_ptr<boost::asio::io_context> loop_;  // shared with the mailbox, which may outlive this
    surroundings around_;
    std::unique_ptr<clockwork> clock_;
    std::unordered_map<std::uint64_t, std::unique_ptr<session>> sessions_;
    std::vector<std::uint64_t> ended_;
    bool sweeping_ = false;
    bool draining_ = false;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace parcours::http
