// SPDX-License-Identifier: Apache-2.0
#include "infra/http/worker.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <unistd.h>

#include "infra/http/answer_text.hpp"
#include "infra/http/socket_transport.hpp"

namespace parcours::http {

namespace {

namespace asio = boost::asio;

// How often time limits are looked at: often enough that none is exceeded by more than a quarter.
std::chrono::milliseconds tick_interval(const settings& limits) {
    const std::uint32_t shortest =
        std::min({limits.request_timeout_ms, limits.upload_timeout_ms, limits.idle_timeout_ms, limits.answer_timeout_ms,
                  limits.write_timeout_ms, limits.linger_timeout_ms, limits.heartbeat_ms});
    return std::chrono::milliseconds(std::clamp<std::uint32_t>(shortest / 4, 5, 250));
}

std::int64_t wall_seconds() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(since).count();
}

}  // namespace

struct worker::clockwork {
    explicit clockwork(asio::io_context& loop, std::chrono::milliseconds every)
        : work(loop.get_executor()), timer(loop), interval(every) {}

    asio::executor_work_guard<asio::io_context::executor_type> work;
    asio::steady_timer timer;
    const std::chrono::milliseconds interval;
    std::int64_t date_of_s = 0;
};

worker::worker(server_parts& parts)
    : parts_(parts),
      loop_(std::make_shared<asio::io_context>(1)),
      around_{parts.limits, parts.routes, parts.counts, parts.proxies, parts.cors, nullptr, nullptr, 0, {}, nullptr},
      clock_(std::make_unique<clockwork>(*loop_, tick_interval(parts.limits))) {
    // The loop is shared, for an answer may be posted when this is gone; what it posts is then never run.
    around_.box = std::make_shared<mailbox>([this, loop = loop_] { asio::post(*loop, [this] { collect(); }); });
    around_.ended = [this](std::uint64_t id) {
        ended_.push_back(id);
        // Operations under way complete before this runs, for they were begun before.
        if (!std::exchange(sweeping_, true)) asio::post(*loop_, [this] { sweep(); });
    };
}

worker::~worker() = default;

asio::io_context& worker::loop() { return *loop_; }

void worker::start() {
    thread_ = std::thread([this] {
        around_.look_at_clock();
        around_.box->own([this](letter& what) { return around_.dispatching && around_.dispatching->take_now(what); });
        tick();
        loop_->run();
        around_.box->close();
    });
}

void worker::adopt(int descriptor, const ip_address& peer, connection_place& place) {
    asio::post(*loop_, [this, descriptor, peer, &place] { open(descriptor, peer, place); });
}

void worker::give_up(std::uint64_t connection) {
    asio::post(*loop_, [this, connection] {
        const auto found = sessions_.find(connection);
        if (found == sessions_.end()) return;
        if (!found->second->waits_for_client()) return parts_.caps.keep(connection);
        counters::add(parts_.counts.connections_given_up);
        found->second->abort();
    });
}

void worker::open(int descriptor, const ip_address& peer, connection_place& place) {
    around_.look_at_clock();
    std::unique_ptr<transport> line;
    if (parts_.identity != nullptr) {
        std::unique_ptr<tls::engine> engine = tls::engine::make(parts_.identity->current());
        if (!engine) {
            ::close(descriptor);
            parts_.caps.leave(place.number);
            return;
        }
        line = make_tls_transport(*loop_, descriptor, std::move(engine));
    } else {
        line = make_plain_transport(*loop_, descriptor);
    }
    counters::add(parts_.counts.connections_open);
    session& opened = *sessions_.emplace(place.number, std::make_unique<session>(around_, place, std::move(line), peer))
                           .first->second;
    opened.start();
    if (draining_) opened.drain();
}

void worker::collect() {
    for (letter& what : around_.box->take()) {
        const auto found = sessions_.find(what.connection);
        if (found != sessions_.end()) found->second->receive(std::move(what));
    }
}

// A connection goes only when nothing of the system refers to it any more; what is left waits for the next tick.
void worker::sweep() {
    sweeping_ = false;
    std::erase_if(ended_, [this](std::uint64_t id) {
        const auto found = sessions_.find(id);
        if (!found->second->over()) return false;
        sessions_.erase(found);
        counters::take(parts_.counts.connections_open);
        parts_.caps.leave(id);
        return true;
    });
}

void worker::await_tick() {
    clock_->timer.expires_after(clock_->interval);
    clock_->timer.async_wait([this](boost::system::error_code error) {
        if (!error && !stopping_) tick();
    });
}

void worker::tick() {
    around_.look_at_clock();
    if (const std::int64_t now_s = wall_seconds(); now_s != clock_->date_of_s) {
        clock_->date_of_s = now_s;
        around_.date = date_text(now_s);
    }
    for (const auto& [id, open_session] : sessions_) open_session->tick();
    sweep();
    await_tick();
}

void worker::drain() {
    asio::post(*loop_, [this] {
        draining_ = true;
        for (const auto& [id, open_session] : sessions_) open_session->drain();
    });
}

void worker::abort() {
    asio::post(*loop_, [this] {
        for (const auto& [id, open_session] : sessions_) open_session->abort();
    });
}

void worker::join() {
    if (!thread_.joinable()) return;
    asio::post(*loop_, [this] {
        stopping_ = true;
        clock_->timer.cancel();
        clock_->work.reset();
        loop_->stop();
    });
    thread_.join();
}

}  // namespace parcours::http
