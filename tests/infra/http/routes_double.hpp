// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "infra/http/server.hpp"
#include "query_api/http.hpp"
#include "tests/wire/client.hpp"

namespace parcours::http {

// What the server under test serves; each path is one kind of answer:
//   /echo    the request, as it was understood        /text/N  a text of N octets, which may be compressed
//   /pieces/N  N octets, piece by piece               /endless pieces without an end
//   /events  an event stream, kept in `streams`       /later   answered by the test, from `owed`
//   /drop    dropped without an answer                /throw   the handler fails
//   /small   a body of 10 octets at most              /upload  a body taken piece by piece
//   /refused refused by the head alone                /broken  an answer that cannot be sent
class routes_double final : public handler {
  public:
    body_policy policy(const request_head& head) override;
    void handle(request what, responder respond) override;
    response problem(int status, std::string_view code, const request_head& head) override;

    // Waits until that many answers are owed, and takes them.
    std::vector<responder> take_owed(std::size_t count);
    std::vector<std::shared_ptr<event_stream>> take_streams(std::size_t count);

    std::atomic<std::uint64_t> upload_bytes{0};
    std::atomic<int> uploads_discarded{0};
    std::atomic<bool> sink_refuses{false};

  private:
    std::mutex guard_;
    std::condition_variable turn_;
    std::vector<responder> owed_;
    std::vector<std::shared_ptr<event_stream>> streams_;
};

// A server of the double on a port of its own, with limits that a test need not wait for long.
struct served {
    explicit served(settings limits = quick(), tls::identity* identity = nullptr);

    static settings quick();
    wire_client connect() const { return wire_client(port); }

    routes_double routes;
    server under_test;
    std::uint16_t port = 0;
};

// Waits for it, ten seconds at most.
bool comes_true(const std::function<bool()>& condition);

// "GET <target> HTTP/1.1" with a Host and these further lines, each ended by CRLF.
std::string get(std::string_view target, std::string_view lines = {});
std::string post(std::string_view target, std::string_view body, std::string_view lines = {});

}  // namespace parcours::http
