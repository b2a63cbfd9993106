// SPDX-License-Identifier: Apache-2.0
#include "tests/workload/over_http.hpp"

#include <chrono>
#include <functional>
#include <thread>
#include <utility>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/json.hpp>

namespace parcours::workload {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace json = boost::json;

namespace {

constexpr auto answer_within = std::chrono::seconds(50);
using posting = http::request<http::string_body>;
using answered = http::response<http::string_body>;
using hearing = std::function<void(const answered*)>;  // nothing: the connection broke

// One request on a connection of its own.
class exchange : public std::enable_shared_from_this<exchange> {
  public:
    exchange(asio::io_context& loop, posting request, hearing heard)
        : stream_(loop), request_(std::move(request)), heard_(std::move(heard)) {}

    void run(std::uint16_t port) {
        stream_.expires_after(answer_within);
        stream_.async_connect(asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), port),
                              [self = shared_from_this()](beast::error_code error) {
                                  if (error) return self->heard_(nullptr);
                                  http::async_write(self->stream_, self->request_,
                                                    [self](beast::error_code failed, std::size_t) {
                                                        if (failed) return self->heard_(nullptr);
                                                        self->read();
                                                    });
                              });
    }

  private:
    void read() {
        http::async_read(stream_, buffer_, answer_, [self = shared_from_this()](beast::error_code error, std::size_t) {
            self->heard_(error ? nullptr : &self->answer_);
        });
    }

    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    const posting request_;
    answered answer_;
    const hearing heard_;
};

std::string text_of(const json::object& in, std::string_view name) {
    const auto* found = in.if_contains(name);
    return found != nullptr && found->is_string() ? std::string(found->as_string()) : "";
}

command_result result_of(const answered& came) {
    command_result made;
    made.status = static_cast<int>(came.result_int());
    json::error_code error;
    const auto parsed = json::parse(came.body(), error);
    if (error || !parsed.is_object()) {
        made.code = "no_json";
        return made;
    }
    const auto& body = parsed.as_object();
    if (const auto* ids = body.if_contains("result"); ids != nullptr && made.status == 200)
        made.outcome = json::serialize(*ids);
    made.code = text_of(body, "rejection");
    if (made.code.empty()) made.code = text_of(body, "code");
    return made;
}

command_result to_be_repeated() {
    command_result made;
    made.status = 503;
    made.code = "unavailable";
    return made;
}

}  // namespace

// The thread on which requests are sent and their answers come.
struct requester {
    explicit requester(std::uint16_t to) : port(to) {}
    ~requester() {
        more.reset();
        thread.join();
    }
    requester(const requester&) = delete;
    requester& operator=(const requester&) = delete;

    const std::uint16_t port;
    asio::io_context loop{1};
    asio::executor_work_guard<asio::io_context::executor_type> more{loop.get_executor()};
    std::thread thread{[this] { loop.run(); }};  // last: what it uses is there before it
};

over_http::over_http(command_gateway& within, credentials& accounts, const clock& time, std::uint16_t port)
    : within_(within), accounts_(accounts), time_(time), requester_(std::make_unique<requester>(port)) {}

over_http::~over_http() = default;

std::string over_http::token_of(const viewer& who) {
    const std::lock_guard locked(guard_);
    auto& known = sessions_[to_string(who.account) + " " + who.role];
    const bool fresh = !known.token.empty() && time_.now().ms - known.since.ms < session_idle_ms_max / 2;
    if (fresh) return known.token;
    auto opened = accounts_.open_session(who.account, who.role);
    known = {opened ? std::move(opened->token) : std::string(), time_.now()};
    return known.token;
}

void over_http::forget(const viewer& who) {
    const std::lock_guard locked(guard_);
    sessions_.erase(to_string(who.account) + " " + who.role);
}

void over_http::submit(command_request request, std::function<void(command_result)> then) {
    if (request.on_proof) return within_.submit(std::move(request), std::move(then));
    posting made{http::verb::post, "/v1/commands/" + request.name, 11};
    made.set(http::field::host, "127.0.0.1");
    made.set(http::field::content_type, "application/json");
    if (request.idempotency_key) made.set("Idempotency-Key", *request.idempotency_key);
    if (!request.by.visitor()) {
        const auto token = token_of(request.by.who);
        if (token.empty()) return then(to_be_repeated());
        made.set(http::field::authorization, "Bearer " + token);
    }
    made.keep_alive(false);
    made.body() = std::move(request.body);
    made.prepare_payload();
    auto heard = [this, who = request.by.who, then = std::move(then)](const answered* came) {
        const auto status = came == nullptr ? 0U : came->result_int();
        if (status == 401) forget(who);
        then(status == 0 || status == 401 || status == 429 ? to_be_repeated() : result_of(*came));
    };
    const auto sent = std::make_shared<exchange>(requester_->loop, std::move(made), std::move(heard));
    asio::post(requester_->loop, [sent, port = requester_->port] { sent->run(port); });
}

}  // namespace parcours::workload
