// SPDX-License-Identifier: Apache-2.0
#include "tests/wire/client.hpp"

#include <array>
#include <cerrno>
#include <charconv>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace parcours {
namespace {

constexpr timeval patience{10, 0};

int connected_socket(std::uint16_t port, int receive_bytes) {
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (receive_bytes > 0) setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof receive_bytes);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(descriptor, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0) return descriptor;
    close(descriptor);
    return -1;
}

}  // namespace

struct wire_client::line {
    int descriptor = -1;
    SSL_CTX* context = nullptr;
    SSL* tls = nullptr;
    bool ready = false;

    ~line() {
        SSL_free(tls);
        SSL_CTX_free(context);
        if (descriptor >= 0) close(descriptor);
    }
    void shake_hands(const std::string& offers) {
        context = SSL_CTX_new(TLS_client_method());
        tls = SSL_new(context);
        SSL_set_fd(tls, descriptor);
        if (!offers.empty()) {
            const std::string list = static_cast<char>(offers.size()) + offers;
            SSL_set_alpn_protos(tls, reinterpret_cast<const unsigned char*>(list.data()),
                                static_cast<unsigned>(list.size()));
        }
        ready = SSL_connect(tls) == 1;
    }
};

wire_client::wire_client(std::uint16_t port, options how) : line_(std::make_unique<line>()) {
    line_->descriptor = connected_socket(port, how.receive_bytes);
    line_->ready = line_->descriptor >= 0;
    if (how.tls && line_->ready) line_->shake_hands(how.offers);
}

wire_client::~wire_client() = default;

bool wire_client::connected() const { return line_->ready; }

bool wire_client::send(std::string_view bytes) {
    if (!line_->ready) return false;
    while (!bytes.empty()) {
        const auto sent = line_->tls != nullptr ? SSL_write(line_->tls, bytes.data(), static_cast<int>(bytes.size()))
                                                : ::send(line_->descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void wire_client::end_sending() { shutdown(line_->descriptor, SHUT_WR); }

void wire_client::reset() {
    const linger at_once{1, 0};
    setsockopt(line_->descriptor, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(line_->descriptor);
    line_->descriptor = -1;
    line_->ready = false;
}

bool wire_client::fill() {
    if (!line_->ready) return false;
    std::array<char, 16 * 1024> piece;
    const auto count = line_->tls != nullptr ? SSL_read(line_->tls, piece.data(), static_cast<int>(piece.size()))
                                             : recv(line_->descriptor, piece.data(), piece.size(), 0);
    if (count > 0) in_.append(piece.data(), static_cast<std::size_t>(count));
    timed_out_ = count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    return count > 0;
}

std::optional<std::string> wire_client::take(std::size_t count) {
    while (in_.size() < count)
        if (!fill()) return std::nullopt;
    std::string taken = in_.substr(0, count);
    in_.erase(0, count);
    return taken;
}

std::optional<std::string> wire_client::take_line() {
    auto end = in_.find("\r\n");
    while (end == std::string::npos) {
        if (!fill()) return std::nullopt;
        end = in_.find("\r\n");
    }
    auto taken = take(end + 2);
    taken->resize(end);
    return taken;
}

std::optional<std::string> wire_client::body_of(const wire_answer& what) {
    if (const auto length = what.headers.find("Content-Length")) return take(std::stoul(std::string(*length)));
    if (what.field("Transfer-Encoding") != "chunked") return read_to_end();
    std::string body;
    while (true) {
        const auto size = take_line();
        if (!size) return std::nullopt;
        const std::size_t count = std::stoul(*size, nullptr, 16);
        const auto chunk = take(count + 2);
        if (!chunk) return std::nullopt;
        if (count == 0) return body;
        body += chunk->substr(0, count);
    }
}

std::optional<wire_answer> wire_client::answer(bool of_head) {
    wire_answer got;
    while (true) {
        const auto next = take_line();
        if (!next) return std::nullopt;
        if (next->empty()) break;
        got.head += *next + "\n";
        const auto colon = next->find(": ");
        if (got.status == 0 && next->size() >= 12) {
            std::from_chars(next->data() + 9, next->data() + 12, got.status);
        } else if (colon != std::string::npos) {
            got.headers.add(next->substr(0, colon), next->substr(colon + 2));
        }
    }
    const bool bodiless = of_head || got.status == 204 || got.status == 304 || got.status < 200;
    if (bodiless) return got;
    auto body = body_of(got);
    if (!body) return std::nullopt;
    got.body = *std::move(body);
    return got;
}

std::optional<wire_answer> wire_client::ask(std::string_view request) {
    return send(request) ? answer(request.starts_with("HEAD")) : std::nullopt;
}

std::string wire_client::read_until(std::string_view text) {
    auto at = in_.find(text);
    while (at == std::string::npos && fill()) at = in_.find(text);
    const std::size_t end = at == std::string::npos ? in_.size() : at + text.size();
    std::string taken = in_.substr(0, end);
    in_.erase(0, end);
    return taken;
}

std::string wire_client::read_to_end() {
    while (fill()) {
    }
    return std::exchange(in_, {});
}

bool wire_client::ended() {
    timed_out_ = false;
    return in_.empty() && !fill() && !timed_out_;
}

std::string wire_client::certificate_name() const {
    X509* shown = line_->tls != nullptr ? SSL_get1_peer_certificate(line_->tls) : nullptr;
    if (shown == nullptr) return {};
    std::array<char, 128> name{};
    X509_NAME_get_text_by_NID(X509_get_subject_name(shown), NID_commonName, name.data(), name.size());
    X509_free(shown);
    return name.data();
}

}  // namespace parcours
