// SPDX-License-Identifier: Apache-2.0
// parcours-bench-hello [--threads N]: the platform's own HTTP server with one short document behind it, for measuring what
// HTTP alone costs. Prints its address; ends with SIGINT or SIGTERM.
#include <chrono>
#include <csignal>
#include <iostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "infra/http/server.hpp"

namespace parcours {
namespace {

constexpr std::size_t document_octets = 180;
constexpr auto drain = std::chrono::seconds(1);

class hello final : public http::handler {
  public:
    hello() {
        const std::string head = R"({"greeting":"Bonjour","padding":")";
        text_ = head + std::string(document_octets - head.size() - 2, '.') + "\"}";
    }
    http::body_policy policy(const http::request_head& /*head*/) override { return {}; }
    void handle(http::request /*what*/, http::responder respond) override {
        http::response made;
        made.headers.add("Content-Type", "application/json");
        made.body = text_;
        respond(std::move(made));
    }
    http::response problem(int status, std::string_view /*code*/, const http::request_head& /*head*/) override {
        http::response made;
        made.status = status;
        return made;
    }

  private:
    std::string text_;
};

int serve(unsigned threads) {
    sigset_t awaited;
    sigemptyset(&awaited);
    for (const int each : {SIGINT, SIGTERM}) sigaddset(&awaited, each);
    pthread_sigmask(SIG_BLOCK, &awaited, nullptr);
    hello routes;
    http::settings limits;
    limits.port = 0;
    limits.threads = threads;
    http::server server(limits, routes);
    const auto reached = server.start();
    if (!reached) {
        std::cerr << "parcours-bench-hello: " << reached.error().context << '\n';
        return 1;
    }
    std::cout << fmt::format("http://{}:{}", reached->address, reached->port) << std::endl;
    int came = 0;
    while (sigwait(&awaited, &came) != 0) continue;
    server.stop(drain);
    return 0;
}

}  // namespace
}  // namespace parcours

int main(int count, char** words) {
    CLI::App app{"A server of one short document", "parcours-bench-hello"};
    unsigned threads = 2;
    app.add_option("--threads", threads, "that serve (2, as the platform's default)")->check(CLI::Range(1, 64));
    CLI11_PARSE(app, count, words);
    return parcours::serve(threads);
}
