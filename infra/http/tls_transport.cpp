// SPDX-License-Identifier: Apache-2.0
#include <utility>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include "infra/http/socket_transport.hpp"

namespace parcours::http {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t wire_bytes = 17 * 1024;            // one record of TLS at its largest, and its frame
constexpr std::size_t sealed_at_once_bytes = 64 * 1024;  // of plain bytes, so that one client does not hold the thread
// Beyond what write() leaves here at most: bytes of a handshake's own, whose client does not read them and is cut.
constexpr std::size_t unsent_bytes_max = 4 * sealed_at_once_bytes;

class tls_transport final : public transport {
  public:
    tls_transport(asio::io_context& loop, int descriptor, std::unique_ptr<tls::engine> engine)
        : socket_(loop, asio::generic::stream_protocol(AF_INET, IPPROTO_TCP), descriptor),
          engine_(std::move(engine)),
          wire_in_(wire_bytes) {}

    void read(std::span<char> into, listener& whom) override {
        const tls::engine::step step = engine_->read(into);
        engine_->take_wire(waiting_);
        send();
        if (step.what == tls::engine::outcome::hungry && !closed_ && waiting_.size() <= unsent_bytes_max) {
            receive(into, whom);
            return;
        }
        const std::size_t count = step.what == tls::engine::outcome::done ? step.bytes : 0;
        ++under_way_;
        asio::post(socket_.get_executor(), [this, &whom, count] {
            --under_way_;
            whom.on_read(closed_ ? 0 : count);
        });
    }

    // Only what has been sealed can be sent, and that is for write().
    std::size_t write_now(std::span<const std::string_view>) override { return 0; }

    void write(std::span<const std::string_view> pieces, listener& whom) override {
        owed_ = 0;
        bool sound = true;
        for (const std::string_view piece : pieces) {
            if (owed_ == sealed_at_once_bytes) break;
            const std::string_view part = piece.substr(0, sealed_at_once_bytes - owed_);
            sound = sound && engine_->write(part);
            owed_ += part.size();
        }
        engine_->take_wire(waiting_);
        writer_ = &whom;
        if (!sound) broken_ = true;
        if (sending_ && sound) return;
        if (sound && !waiting_.empty()) return send();
        ++under_way_;
        asio::post(socket_.get_executor(), [this] {
            --under_way_;
            tell_writer();
        });
    }

    void end_writing() override {
        engine_->end();
        engine_->take_wire(waiting_);
        ending_ = true;
        send();
        end_if_sent();
    }

    void close() override {
        closed_ = true;
        error_code ignored;
        socket_.close(ignored);
    }

    bool is_quiet() const override { return under_way_ == 0; }
    bool is_tls() const override { return true; }

  private:
    void receive(std::span<char> into, listener& whom) {
        ++under_way_;
        socket_.async_read_some(asio::buffer(wire_in_), [this, into, &whom](error_code error, std::size_t count) {
            --under_way_;
            if (error || closed_) return whom.on_read(0);
            engine_->feed({wire_in_.data(), count});
            read(into, whom);
        });
    }

    void send() {
        if (sending_ || waiting_.empty() || closed_) return;
        sending_ = true;
        sent_.clear();
        sent_.swap(waiting_);
        ++under_way_;
        asio::async_write(socket_, asio::buffer(sent_), [this](error_code error, std::size_t) {
            --under_way_;
            sending_ = false;
            broken_ = broken_ || error;
            if (!broken_ && !waiting_.empty()) return send();
            end_if_sent();
            tell_writer();
        });
    }

    void tell_writer() {
        listener* const whom = std::exchange(writer_, nullptr);
        if (whom != nullptr) whom->on_written(broken_ || closed_ ? 0 : owed_);
    }

    void end_if_sent() {
        if (!ending_ || sending_ || closed_) return;
        error_code ignored;  // the client may have gone, which the next read tells
        socket_.shutdown(asio::socket_base::shutdown_send, ignored);
    }

    asio::generic::stream_protocol::socket socket_;
    std::unique_ptr<tls::engine> engine_;
    std::vector<char> wire_in_;
    std::string waiting_;  // sealed, not yet with the system
    std::string sent_;     // being sent
    listener* writer_ = nullptr;
    std::size_t owed_ = 0;  // plain bytes that the writer is told of when all is sent
    unsigned under_way_ = 0;
    bool sending_ = false;
    bool ending_ = false;
    bool broken_ = false;
    bool closed_ = false;
};

}  // namespace

std::unique_ptr<transport> make_tls_transport(asio::io_context& loop, int descriptor,
                                              std::unique_ptr<tls::engine> engine) {
    return std::make_unique<tls_transport>(loop, descriptor, std::move(engine));
}

}  // namespace parcours::http
