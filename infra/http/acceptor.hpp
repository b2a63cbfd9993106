// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "events/failure.hpp"
#include "infra/http/server.hpp"
#include "infra/http/worker.hpp"

namespace parcours::http {

// Lets clients in, as many as the caps allow (idle ones make room), and gives each to a worker in turn. Runs on the first worker's thread.
class acceptor {
  public:
    static expected<std::unique_ptr<acceptor>> listen(server_parts& parts, std::vector<worker*> workers);
    // REQUIRES: close() was called and the first worker has ended, or start() was not called.
    ~acceptor();

    endpoint bound() const;
    void start();
    // No one is let in after this returns, but for whom the workers have already been told of. Not on a worker's thread.
    void close();

  private:
    struct door;

    acceptor(server_parts& parts, std::vector<worker*> workers, int descriptor);
    void await();
    void await_descriptors();
    void let_in();
    // Nothing where it cannot be let in.
    connection_place* place_for(const ip_address& peer, std::size_t taker);
    void turn_away(int descriptor);

    server_parts& parts_;
    const std::vector<worker*> workers_;
    std::size_t next_ = 0;
    std::string refusal_;  // what a client over a cap is told
    std::unique_ptr<door> door_;
};

}  // namespace parcours::http
