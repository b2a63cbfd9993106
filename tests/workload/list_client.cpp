// SPDX-License-Identifier: Apache-2.0
#include "tests/workload/list_client.hpp"

#include <chrono>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
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

using told_why = tl::unexpected<std::string>;

constexpr int attempts_max = 50;
constexpr auto pause = std::chrono::milliseconds(200);

// One connection that asks and waits.
class asking {
  public:
    asking(const load_place& at, const signed_in& who) : who_(who), host_(at.host), stream_(loop_) {
        stream_.connect({asio::ip::make_address(at.host), at.port});
        stream_.socket().set_option(asio::ip::tcp::no_delay(true));
    }
    tl::expected<json::object, std::string> get(const std::string& target) {
        for (int attempt = 0; attempt < attempts_max; ++attempt) {
            http::request<http::empty_body> request(http::verb::get, target, 11);
            request.set(http::field::host, host_);
            request.set(http::field::authorization, "Bearer " + who_.token);
            http::write(stream_, request);
            http::response<http::string_body> answer;
            http::read(stream_, buffer_, answer);
            const int status = static_cast<int>(answer.result_int());
            if (status == 200) {
                json::error_code error;
                auto parsed = json::parse(answer.body(), error);
                if (error || !parsed.is_object()) return told_why(target + " is no object");
                return std::move(parsed.as_object());
            }
            if (status != 429 && status != 503) return told_why(target + " is answered " + std::to_string(status));
            asio::steady_timer(loop_, pause).wait();
        }
        return told_why(target + " is never answered");
    }

  private:
    const signed_in& who_;
    const std::string host_;
    asio::io_context loop_{1};
    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
};

}  // namespace

tl::expected<json::object, std::string> read_document(const load_place& at, const signed_in& who,
                                                      const std::string& target) {
    try {
        return asking(at, who).get(target);
    } catch (const std::exception& broken) {
        return told_why(target + ": " + broken.what());
    }
}

tl::expected<std::vector<json::object>, std::string> read_list(const load_place& at, const signed_in& who,
                                                               const std::string& target, std::size_t most) {
    std::vector<json::object> found;
    try {
        asking from(at, who);
        std::string page = target;
        while (found.size() < most) {
            auto answer = from.get(page);
            if (!answer) return tl::unexpected(std::move(answer).error());
            for (auto& each : answer->at("items").as_array()) found.push_back(std::move(each.as_object()));
            const auto& next = answer->at("next");
            if (!next.is_string()) break;
            page = target + "&after=" + std::string(next.as_string());
        }
    } catch (const std::exception& broken) {
        return told_why(target + ": " + broken.what());
    }
    return found;
}

std::string text_at(const json::object& of, std::string_view name) {
    const auto* found = of.if_contains(name);
    return found != nullptr && found->is_string() ? std::string(found->as_string()) : "";
}

std::vector<const signed_in*> those_who_are(const std::vector<signed_in>& people, std::string_view role) {
    std::vector<const signed_in*> found;
    for (const auto& each : people)
        if (each.role == role) found.push_back(&each);
    return found;
}

}  // namespace parcours::workload
