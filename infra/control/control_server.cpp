// SPDX-License-Identifier: Apache-2.0
#include "infra/control/control_server.hpp"

#include <cstdio>
#include <filesystem>
#include <optional>
#include <thread>

#include <boost/asio.hpp>
#include <boost/json.hpp>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "infra/control/control_protocol.hpp"

namespace parcours {
namespace {

namespace asio = boost::asio;
using local = asio::local::stream_protocol;
using code = boost::system::error_code;

constexpr auto request_time_max = std::chrono::seconds(10);
constexpr std::size_t connections_max = 8;

expected<void> write_owner_only(const std::string& path, const std::string& text) {
    ::unlink(path.c_str());
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return failed(failure_code::io, "the control token cannot be written beside the control socket");
    const bool whole = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    ::close(file);
    return whole ? expected<void>{} : failed(failure_code::io, "the control token cannot be written");
}

// What lies there is removed only where a process like this one left it.
expected<void> check_place(const std::string& path) {
    struct stat there {};
    if (path.size() >= sizeof(sockaddr_un::sun_path))
        return failed(failure_code::invalid, "control.socket is longer than a socket's path may be: " + path);
    if (::lstat(path.c_str(), &there) != 0 || S_ISSOCK(there.st_mode)) return {};
    return failed(failure_code::invalid, "control.socket names " + path + ", where something lies that is no socket");
}

// Equal in a time that does not depend on where they differ.
bool same(std::string_view one, std::string_view other) {
    if (one.size() != other.size()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < one.size(); ++i)
        difference |= static_cast<unsigned>(static_cast<unsigned char>(one[i]) ^ static_cast<unsigned char>(other[i]));
    return difference == 0;
}

}  // namespace

class control_server::listener : public std::enable_shared_from_this<listener> {
  public:
    listener(std::string path, std::string token, handler serve)
        : path_(std::move(path)), token_(std::move(token)), serve_(std::move(serve)), door_(loop_) {}
    ~listener() { stop(); }

    expected<void> start() {
        if (auto ours = check_place(path_); !ours) return ours;
        if (auto written = write_owner_only(path_ + ".token", token_); !written) return written;
        ::unlink(path_.c_str());
        code error;
        door_.open(local(), error);
        if (error) return failed(failure_code::io, "the control socket cannot be made: " + error.message());
        const auto mask = ::umask(0177);
        door_.bind(local::endpoint(path_), error);
        ::umask(mask);
        if (!error) door_.listen(asio::socket_base::max_listen_connections, error);
        if (error) return failed(failure_code::io, "the control socket " + path_ + ": " + error.message());
        accept();
        thread_ = std::thread([this] { loop_.run(); });
        return {};
    }

    void stop() {
        if (!thread_.joinable()) return;
        asio::post(loop_, [this] { door_.close(); });
        loop_.stop();
        thread_.join();
        ::unlink(path_.c_str());
        ::unlink((path_ + ".token").c_str());
    }

  private:
    // One request and its answer. Shared, for the answer may come after the client has gone.
    struct connection {
        explicit connection(local::socket from) : socket(std::move(from)), late(socket.get_executor()) {}
        local::socket socket;
        asio::steady_timer late;
        std::string text;
    };

    void accept() {
        door_.async_accept([this](const code& error, local::socket socket) {
            if (error) return;
            if (open_ < connections_max) read(std::make_shared<connection>(std::move(socket)));
            accept();
        });
    }

    void read(const std::shared_ptr<connection>& one) {
        ++open_;
        one->late.expires_after(request_time_max);
        one->late.async_wait([one](const code& error) {
            if (!error) one->socket.close();
        });
        asio::async_read_until(one->socket, asio::dynamic_buffer(one->text, control_message_max), '\n',
                               [this, one](const code& error, std::size_t size) {
                                   one->late.cancel();
                                   if (error) return close(one);
                                   one->text.resize(size);
                                   serve(one);
                               });
    }

    void serve(const std::shared_ptr<connection>& one) {
        const auto request = read_control_request(one->text);
        if (!request) return answer(one, {2, control_error("the request is not understood")});
        if (!same(request->token, token_)) return answer(one, {2, control_error("the token is refused")});
        serve_(request->words, [weak = weak_from_this(), one](const control_answer& given) {
            const auto self = weak.lock();
            if (!self) return;
            asio::post(self->loop_, [weak, one, given] {
                if (const auto still = weak.lock()) still->answer(one, given);
            });
        });
    }

    void answer(const std::shared_ptr<connection>& one, const control_answer& given) {
        one->text = write_control_answer(given);
        asio::async_write(one->socket, asio::buffer(one->text), [this, one](const code&, std::size_t) { close(one); });
    }

    void close(const std::shared_ptr<connection>& one) {
        code ignored;
        one->socket.close(ignored);
        --open_;
    }

    const std::string path_;
    const std::string token_;
    const handler serve_;
    asio::io_context loop_{1};
    local::acceptor door_;
    std::size_t open_ = 0;
    std::thread thread_;
};

control_server::control_server(std::string socket_path, std::string token, handler serve)
    : listener_(std::make_shared<listener>(std::move(socket_path), std::move(token), std::move(serve))) {}
control_server::~control_server() { listener_->stop(); }
expected<void> control_server::start() { return listener_->start(); }
void control_server::stop() { listener_->stop(); }

}  // namespace parcours
