// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "events/failure.hpp"

// The local socket by which an operator changes a running process: what only shows stands on the operator's port.
namespace parcours {

// What became of a request: 0 done, 1 failed, 2 not understood; `json` is an object for people and scripts.
struct control_answer {
    int code = 0;
    std::string json;
};

// Listens on a socket that its owner alone may use, and asks for the token of the file beside it ("<socket>.token"),
// made anew at each start. One thread of its own; the handler is called there and answers once, from any thread.
class control_server {
  public:
    using handler =
        std::function<void(const std::vector<std::string>& words, std::function<void(control_answer)> then)>;

    control_server(std::string socket_path, std::string token, handler serve);
    ~control_server();
    // `io`: the socket or its token cannot be made; a socket that a dead process left is replaced.
    expected<void> start();
    void stop();

  private:
    class listener;
    std::shared_ptr<listener> listener_;  // shared, for an answer may come after the server is gone
};

// Asks a running process. `unavailable`: none listens there; `in_doubt`: one does, and did not answer in time. A refused
// token is an answer, code 2.
expected<control_answer> ask_control(const std::string& socket_path, const std::vector<std::string>& words,
                                     std::int64_t wait_ms);

}  // namespace parcours
