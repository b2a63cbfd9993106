// SPDX-License-Identifier: Apache-2.0
#include "tests/workload/load.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <memory>
#include <sstream>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

#include "tests/workload/chances.hpp"

namespace parcours::workload {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace json = boost::json;

namespace {

using clock_of_load = std::chrono::steady_clock;

// Sends, waits, sends again, until the time is over.
class connection : public std::enable_shared_from_this<connection> {
  public:
    connection(asio::io_context& loop, const load_options& options, const std::vector<signed_in>& people,
               std::size_t number, clock_of_load::time_point end, load_report& report)
        : stream_(loop),
          options_(options),
          people_(people),
          number_(number),
          end_(end),
          report_(report),
          random_(options.seed ^ (number + 1) * 0x9e3779b97f4a7c15ULL) {}

    void run() {
        const asio::ip::tcp::endpoint there(asio::ip::make_address(options_.host), options_.port);
        stream_.async_connect(there, [self = shared_from_this()](beast::error_code error) {
            if (error) return self->fail();
            self->stream_.socket().set_option(asio::ip::tcp::no_delay(true));
            self->send();
        });
    }

  private:
    void fail() {
        if (clock_of_load::now() < end_) ++report_.broken;
    }

    void prepare() {
        const auto& who = people_[(number_ + turn_ * options_.connections) % people_.size()];
        commands_ = draw_chance(random_, options_.commands_share);
        request_ = {};
        request_.version(11);
        request_.set(http::field::host, options_.host);
        request_.set(http::field::authorization, "Bearer " + who.token);
        if (!commands_) {
            request_.method(http::verb::get);
            request_.target(draw_one(random_, options_.reads));
            return;
        }
        request_.method(http::verb::post);
        request_.set(http::field::content_type, "application/json");
        request_.set("Idempotency-Key", fmt::format("load-{:x}-{}-{}", options_.seed, number_, turn_));
        if (who.role == "candidate") {
            request_.target("/v1/commands/candidate.update_section");
            request_.body() = fmt::format(
                R"({{"candidate":"{}","section":"skills","content":{{"skills":["mécanique","essai {}"]}}}})", who.id,
                turn_);
        } else {
            request_.target("/v1/commands/account.set_preferences");
            request_.body() = fmt::format(R"({{"account":"{}","language":"{}","notifications":[]}})", who.id,
                                          turn_ % 2 == 0 ? "fr" : "en");
        }
        request_.prepare_payload();
    }

    void send() {
        if (clock_of_load::now() >= end_) return;
        prepare();
        ++turn_;
        sent_ = clock_of_load::now();
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
            self->send();
        });
    }

    void note() {
        auto& figures = commands_ ? report_.commands : report_.reads;
        const std::chrono::duration<float, std::milli> took = clock_of_load::now() - sent_;
        figures.latencies_ms.push_back(took.count());
        ++figures.statuses[static_cast<int>(answer_.result_int())];
    }

    beast::tcp_stream stream_;
    const load_options& options_;
    const std::vector<signed_in>& people_;
    const std::size_t number_;
    const clock_of_load::time_point end_;
    load_report& report_;
    random_source random_;
    std::size_t turn_ = 0;
    bool commands_ = false;
    clock_of_load::time_point sent_;
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

load_report run_load(const load_options& options, const std::vector<signed_in>& people) {
    load_report report;
    asio::io_context loop(1);
    const auto began = clock_of_load::now();
    const auto end =
        began + std::chrono::duration_cast<clock_of_load::duration>(std::chrono::duration<double>(options.seconds));
    for (std::size_t i = 0; i < options.connections; ++i)
        std::make_shared<connection>(loop, options, people, i, end, report)->run();
    loop.run();
    report.seconds = std::chrono::duration<double>(clock_of_load::now() - began).count();
    return report;
}

std::string as_json(const load_options& options, const load_report& report) {
    return json::serialize(json::object{{"connections", options.connections},
                                        {"seconds", report.seconds},
                                        {"commands", figures_of(report.commands, report.seconds)},
                                        {"reads", figures_of(report.reads, report.seconds)},
                                        {"broken", report.broken}});
}

}  // namespace parcours::workload
