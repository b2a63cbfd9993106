// SPDX-License-Identifier: Apache-2.0
#include "tests/workload/load.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <memory>
#include <sstream>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace parcours::workload {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace json = boost::json;

namespace {

using clock_of_load = std::chrono::steady_clock;

struct under_load {
    const load_options& options;
    load_work& work;
    load_report& report;
    clock_of_load::time_point began;
    clock_of_load::time_point end;

    clock_of_load::time_point due(std::size_t request) const {
        return began + std::chrono::duration_cast<clock_of_load::duration>(
                           std::chrono::duration<double>(static_cast<double>(request) / options.rate));
    }
};

// Sends, waits, sends again, until the time is over or the work done.
class connection : public std::enable_shared_from_this<connection> {
  public:
    connection(asio::io_context& loop, under_load& all, std::size_t number)
        : stream_(loop), timer_(loop), all_(all), number_(number) {}

    void run() {
        const auto& at = all_.options.at;
        const asio::ip::tcp::endpoint there(asio::ip::make_address(at.host), at.port);
        stream_.async_connect(there, [self = shared_from_this()](beast::error_code error) {
            if (error) return self->fail();
            self->stream_.socket().set_option(asio::ip::tcp::no_delay(true));
            self->wait();
        });
    }

  private:
    void fail() {
        if (clock_of_load::now() < all_.end) ++all_.report.broken;
    }

    // Until the next request is due.
    void wait() {
        if (all_.options.rate <= 0) return send(clock_of_load::now());
        const auto due = all_.due(number_ + turn_ * all_.options.connections);
        if (due <= clock_of_load::now()) return send(due);
        timer_.expires_at(due);
        timer_.async_wait([self = shared_from_this(), due](beast::error_code error) {
            if (!error) self->send(due);
        });
    }

    void send(clock_of_load::time_point due) {
        if (std::max(due, clock_of_load::now()) >= all_.end) return;
        auto asked = all_.work.next();
        if (!asked) {
            all_.report.done = true;
            return;
        }
        asked_ = *std::move(asked);
        due_ = due;
        request_ = {};
        request_.version(11);
        request_.target(asked_.target);
        request_.set(http::field::host, all_.options.at.host);
        if (asked_.by != nullptr) request_.set(http::field::authorization, "Bearer " + asked_.by->token);
        request_.method(asked_.body.empty() ? http::verb::get : http::verb::post);
        if (!asked_.body.empty()) {
            request_.set(http::field::content_type, "application/json");
            request_.set("Idempotency-Key", fmt::format("load-{:x}-{}-{}", all_.options.at.seed, number_, turn_));
            request_.body() = asked_.body;
            request_.prepare_payload();
        }
        ++turn_;
        http::async_write(stream_, request_, [self = shared_from_this()](beast::error_code error, std::size_t) {
            if (error) return self->fail();
            self->receive();
        });
    }

    void receive() {
        answer_ = {};
        http::async_read(stream_, buffer_, answer_, [self = shared_from_this()](beast::error_code error, std::size_t) {
            if (error) return self->fail();
            self->note();
            if (!self->answer_.keep_alive()) return self->fail();
            self->wait();
        });
    }

    void note() {
        auto& figures = asked_.body.empty() ? all_.report.reads : all_.report.commands;
        const std::chrono::duration<float, std::milli> took = clock_of_load::now() - due_;
        const int status = static_cast<int>(answer_.result_int());
        figures.latencies_ms.push_back(took.count());
        ++figures.statuses[status];
        all_.work.told(asked_, status, answer_.body());
    }

    beast::tcp_stream stream_;
    asio::steady_timer timer_;
    under_load& all_;
    const std::size_t number_;
    std::size_t turn_ = 0;
    load_request asked_;
    clock_of_load::time_point due_;
    beast::flat_buffer buffer_;
    http::request<http::string_body> request_;
    http::response<http::string_body> answer_;
};

json::object figures_of(const load_figures& of, double seconds) {
    auto sorted = of.latencies_ms;
    std::sort(sorted.begin(), sorted.end());
    const auto at = [&](double share) {
        if (sorted.empty()) return 0.0;
        const auto last = static_cast<double>(sorted.size() - 1);
        return static_cast<double>(sorted[static_cast<std::size_t>(share * last)]);
    };
    json::object statuses;
    for (const auto& [status, count] : of.statuses) statuses[std::to_string(status)] = count;
    return {{"count", sorted.size()}, {"per_second", static_cast<double>(sorted.size()) / seconds},
            {"p50_ms", at(0.5)},      {"p95_ms", at(0.95)},
            {"p99_ms", at(0.99)},     {"max_ms", at(1)},
            {"statuses", statuses}};
}

}  // namespace

tl::expected<std::vector<signed_in>, std::string> read_sessions(const std::string& path) {
    std::ifstream file(path);
    if (!file) return tl::unexpected(path + " cannot be read");
    std::vector<signed_in> found;
    signed_in next;
    while (file >> next.role >> next.id >> next.token) found.push_back(next);
    if (found.empty()) return tl::unexpected(path + " names nobody");
    return found;
}

load_report run_load(const load_options& options, load_work& work) {
    load_report report;
    asio::io_context loop(1);
    const auto began = clock_of_load::now();
    const auto length =
        std::chrono::duration_cast<clock_of_load::duration>(std::chrono::duration<double>(options.seconds));
    under_load all{options, work, report, began, began + length};
    for (std::size_t i = 0; i < options.connections; ++i) std::make_shared<connection>(loop, all, i)->run();
    loop.run();
    report.seconds = std::chrono::duration<double>(clock_of_load::now() - began).count();
    return report;
}

std::string as_json(const load_options& options, const load_report& report) {
    return json::serialize(json::object{{"connections", options.connections},
                                        {"rate", options.rate},
                                        {"seconds", report.seconds},
                                        {"commands", figures_of(report.commands, report.seconds)},
                                        {"reads", figures_of(report.reads, report.seconds)},
                                        {"broken", report.broken},
                                        {"done", report.done}});
}

}  // namespace parcours::workload
