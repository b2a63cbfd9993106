// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <sys/socket.h>
#include <sys/uio.h>

#include "infra/http/output_queue.hpp"
#include "infra/http/socket_transport.hpp"

namespace parcours::http {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;

class plain_transport final : public transport {
  public:
    plain_transport(asio::io_context& loop, int descriptor)
        : socket_(loop, asio::generic::stream_protocol(AF_INET, IPPROTO_TCP), descriptor) {}

    void read(std::span<char> into, listener& whom) override {
        socket_.async_read_some(asio::buffer(into.data(), into.size()),
                                [&whom](error_code error, std::size_t count) { whom.on_read(error ? 0 : count); });
    }

    std::size_t write_now(std::span<const std::string_view> pieces) override {
        std::array<iovec, output_queue::views_max> parts;
        std::size_t count = 0;
        for (const std::string_view piece : pieces) {
            parts[count++] = {const_cast<char*>(piece.data()), piece.size()};  // sendmsg only reads
        }
        msghdr message{};
        message.msg_iov = parts.data();
        message.msg_iovlen = count;
        const ssize_t sent = sendmsg(socket_.native_handle(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        return sent > 0 ? static_cast<std::size_t>(sent) : 0;
    }

    void write(std::span<const std::string_view> pieces, listener& whom) override {
        const std::string_view first = pieces.front();
        socket_.async_write_some(asio::buffer(first.data(), first.size()),
                                 [&whom](error_code error, std::size_t count) { whom.on_written(error ? 0 : count); });
    }

    void end_writing() override {
        error_code ignored;  // the client may have gone, which the next read tells
        socket_.shutdown(asio::socket_base::shutdown_send, ignored);
    }

    void close() override {
        error_code ignored;
        socket_.close(ignored);
    }

    bool is_quiet() const override { return true; }
    bool is_tls() const override { return false; }

  private:
    asio::generic::stream_protocol::socket socket_;
};

}  // namespace

std::unique_ptr<transport> make_plain_transport(asio::io_context& loop, int descriptor) {
    return std::make_unique<plain_transport>(loop, descriptor);
}

}  // namespace parcours::http
