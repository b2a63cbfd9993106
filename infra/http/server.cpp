// SPDX-License-Identifier: Apache-2.0
#include "infra/http/server.hpp"

#include <utility>
#include <vector>

#include "events/check.hpp"
#include "infra/http/acceptor.hpp"
#include "infra/http/worker.hpp"

namespace parcours::http {

namespace {

constexpr auto abort_deadline = std::chrono::seconds(10);  // closing takes no one else's doing: longer is a bug

expected<void> judge(const settings& limits) {
    const auto refuse = [](const char* what) { return failed(failure_code::invalid, std::string("HTTP: ") + what); };
    if (limits.threads == 0 || limits.threads > 64) return refuse("threads must be 1 to 64.");
    if (limits.head_bytes_max < 64) return refuse("head_bytes_max must be 64 at least.");
    if (limits.head_bytes_max > 1024 * 1024) return refuse("head_bytes_max must be 1 MiB at most.");
    if (limits.pipelined_max == 0) return refuse("pipelined_max must be 1 at least.");
    if (limits.connections_max == 0) return refuse("connections_max must be 1 at least.");
    if (limits.connections_per_address_max == 0) return refuse("connections_per_address_max must be 1 at least.");
    if (limits.output_bytes_max == 0) return refuse("output_bytes_max must be 1 at least.");
    if (limits.piece_bytes == 0) return refuse("piece_bytes must be 1 at least.");
    if (limits.gzip_level < 1 || limits.gzip_level > 9) return refuse("gzip_level must be 1 to 9.");
    return {};
}

}  // namespace

struct server::running {
    running(const settings& limits, handler& routes, tls::identity* identity)
        : parts{limits,
                routes,
                identity,
                proxy_list{},
                cors_rule(limits.cors),
                connection_caps(limits.connections_max, limits.connections_per_address_max),
                {}} {}

    server_parts parts;
    std::vector<std::unique_ptr<worker>> workers;
    std::unique_ptr<acceptor> door;  // on the first worker's loop: goes before it
    bool serving = false;
};

server::server(settings limits, handler& routes, tls::identity* identity)
    : running_(std::make_unique<running>(std::move(limits), routes, identity)) {}

server::~server() { stop(std::chrono::milliseconds(0)); }

const counters& server::counts() const { return running_->parts.counts; }

expected<endpoint> server::start() {
    running& r = *running_;
    check(r.workers.empty(), "a server is started once");
    if (expected<void> sound = judge(r.parts.limits); !sound) return tl::unexpected(sound.error());
    expected<proxy_list> proxies = proxy_list::parse(r.parts.limits.trusted_proxies);
    if (!proxies) return tl::unexpected(proxies.error());
    r.parts.proxies = std::move(*proxies);
    std::vector<worker*> takers;
    for (unsigned i = 0; i < r.parts.limits.threads; ++i) {
        takers.push_back(r.workers.emplace_back(std::make_unique<worker>(r.parts)).get());
    }
    expected<std::unique_ptr<acceptor>> door = acceptor::listen(r.parts, takers);
    if (!door) {
        r.workers.clear();
        return tl::unexpected(door.error());
    }
    r.door = std::move(*door);
    const endpoint bound = r.door->bound();
    for (const auto& w : r.workers) w->start();
    r.door->start();
    r.serving = true;
    return bound;
}

void server::stop(std::chrono::milliseconds deadline) {
    running& r = *running_;
    if (!std::exchange(r.serving, false)) return;
    r.door->close();
    for (const auto& w : r.workers) w->drain();
    if (!r.parts.caps.wait_until_empty(std::chrono::steady_clock::now() + deadline)) {
        for (const auto& w : r.workers) w->abort();
        check(r.parts.caps.wait_until_empty(std::chrono::steady_clock::now() + abort_deadline),
              "every connection ends when it is cut");
    }
    for (const auto& w : r.workers) w->join();
}

}  // namespace parcours::http
