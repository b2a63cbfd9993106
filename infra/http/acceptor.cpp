// SPDX-License-Identifier: Apache-2.0
#include "infra/http/acceptor.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <future>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "infra/http/answer_text.hpp"

namespace parcours::http {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr int accepted_at_once = 32;  // then those who are in have their turn
constexpr auto wait_for_descriptors = std::chrono::milliseconds(100);

sockaddr_in6 socket_address(const ip_address& address, std::uint16_t port) {
    sockaddr_in6 made{};
    made.sin6_family = AF_INET6;
    made.sin6_port = htons(port);
    std::copy(address.bytes.begin(), address.bytes.end(), made.sin6_addr.s6_addr);
    return made;
}

ip_address address_of(const sockaddr_in6& from) {
    ip_address address;
    std::copy_n(from.sin6_addr.s6_addr, address.bytes.size(), address.bytes.begin());
    return address;
}

tl::unexpected<failure> refused(const settings& limits, const char* what) {
    return failed(failure_code::io, std::string("HTTP cannot ") + what + " " + limits.address + " port " +
                                        std::to_string(limits.port) + ": " + std::strerror(errno) + ".");
}

// IPv4 addresses are served mapped into IPv6, so that peers look alike whatever is listened on.
expected<int> listening_socket(const settings& limits) {
    const std::optional<ip_address> address = parse_address(limits.address);
    if (!address) return failed(failure_code::invalid, "\"" + limits.address + "\" is not an address to listen on.");
    const int descriptor = socket(AF_INET6, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP);
    if (descriptor < 0) return refused(limits, "make a socket for");
    const int on = 1;
    const int off = 0;
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    const sockaddr_in6 bound = socket_address(*address, limits.port);
    if (bind(descriptor, reinterpret_cast<const sockaddr*>(&bound), sizeof bound) != 0 ||
        ::listen(descriptor, SOMAXCONN) != 0) {
        const auto why = refused(limits, "listen on");
        close(descriptor);
        return why;
    }
    return descriptor;
}

}  // namespace

struct acceptor::door {
    door(asio::io_context& loop, int descriptor) : socket(loop, descriptor), timer(loop) {}

    asio::posix::stream_descriptor socket;
    asio::steady_timer timer;
    bool closed = false;
};

expected<std::unique_ptr<acceptor>> acceptor::listen(server_parts& parts, std::vector<worker*> workers) {
    const expected<int> descriptor = listening_socket(parts.limits);
    if (!descriptor) return tl::unexpected(descriptor.error());
    return std::unique_ptr<acceptor>(new acceptor(parts, std::move(workers), *descriptor));
}

acceptor::acceptor(server_parts& parts, std::vector<worker*> workers, int descriptor)
    : parts_(parts),
      workers_(std::move(workers)),
      door_(std::make_unique<door>(workers_.front()->loop(), descriptor)) {}

acceptor::~acceptor() = default;

endpoint acceptor::bound() const {
    sockaddr_in6 address{};
    socklen_t bytes = sizeof address;
    getsockname(door_->socket.native_handle(), reinterpret_cast<sockaddr*>(&address), &bytes);
    return {to_string(address_of(address)), ntohs(address.sin6_port)};
}

void acceptor::start() {
    response answer = problem_of(parts_.routes, 503, "too_many_connections", request_head{});
    if (!answer.headers.find("Retry-After")) answer.headers.add("Retry-After", "5");
    const auto* body = std::get_if<std::string>(&answer.body);
    answer_frame frame;
    frame.content_bytes = body != nullptr ? body->size() : 0;
    frame.keep_alive = false;
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const std::string date = date_text(std::chrono::duration_cast<std::chrono::seconds>(now).count());
    frame.date = date;
    append_head(refusal_, answer, frame);
    refusal_ += "\r\n";
    if (body != nullptr) refusal_ += *body;
    asio::post(workers_.front()->loop(), [this] { await(); });
}

void acceptor::await() {
    if (door_->closed) return;
    door_->socket.async_wait(asio::posix::stream_descriptor::wait_read, [this](error_code error) {
        if (!error && !door_->closed) let_in();
    });
}

// Out of descriptors or memory: trying again at once would only burn the thread.
void acceptor::await_descriptors() {
    counters::add(parts_.counts.accept_failures);
    door_->timer.expires_after(wait_for_descriptors);
    door_->timer.async_wait([this](error_code error) {
        if (!error) await();
    });
}

void acceptor::let_in() {
    for (int count = 0; count < accepted_at_once; ++count) {
        sockaddr_in6 from{};
        socklen_t bytes = sizeof from;
        const int descriptor = accept4(door_->socket.native_handle(), reinterpret_cast<sockaddr*>(&from), &bytes,
                                       SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor < 0) {
            const bool exhausted = errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM;
            if (exhausted) return await_descriptors();
            if (errno == EAGAIN || errno == EWOULDBLOCK) break;
            continue;  // that one client went away before it was let in
        }
        const ip_address peer = address_of(from);
        const std::size_t taker = next_++ % workers_.size();
        connection_place* const place = place_for(peer, taker);
        if (place == nullptr) {
            turn_away(descriptor);
            continue;
        }
        counters::add(parts_.counts.connections_accepted);
        const int on = 1;
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        workers_[taker]->adopt(descriptor, peer, *place);
    }
    await();
}

// Whoever keeps connections and asks for nothing must shut nobody out.
connection_place* acceptor::place_for(const ip_address& peer, std::size_t taker) {
    const bool exempt = parts_.proxies.trusts(peer);
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    const std::int64_t now_ms = std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
    if (connection_place* const place = parts_.caps.enter(peer, exempt, taker, now_ms)) return place;
    const auto other = parts_.caps.give_up_for(peer, exempt);
    if (!other) return nullptr;
    workers_[other->worker]->give_up(other->number);
    return parts_.caps.enter(peer, exempt, taker, now_ms);
}

// Said once without waiting; through TLS nothing can be said so early.
void acceptor::turn_away(int descriptor) {
    counters::add(parts_.counts.connections_refused);
    if (parts_.identity == nullptr) {
        (void)!send(descriptor, refusal_.data(), refusal_.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        shutdown(descriptor, SHUT_WR);
    }
    ::close(descriptor);
}

void acceptor::close() {
    std::promise<void> closed;
    asio::post(workers_.front()->loop(), [this, &closed] {
        door_->closed = true;
        error_code ignored;
        door_->timer.cancel();
        door_->socket.close(ignored);
        closed.set_value();
    });
    closed.get_future().wait();
}

}  // namespace parcours::http
