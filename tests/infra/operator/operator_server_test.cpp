// SPDX-License-Identifier: Apache-2.0
#include "infra/operator/operator_server.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "tests/wire/client.hpp"

namespace parcours {
namespace {

struct operated {
    operated() : under_test("127.0.0.1", 0, views()) {
        const auto started = under_test.start();
        EXPECT_TRUE(started.has_value());
        if (started) port = *started;
    }
    operator_views views() {
        return {[] { return std::string("parcours_up 1\n"); },
                [this] {
                    if (fails) throw std::runtime_error("a check that fails");
                    return std::vector<readiness>{{"log", true, "reads on"}, {"vault", vault_ready, "says \"no\"\n"}};
                },
                [] { return std::string("info"); }};
    }
    std::optional<wire_answer> ask(const std::string& target, const std::string& method = "GET",
                                   const std::string& lines = {}) const {
        wire_client client(port);
        return client.ask(method + " " + target + " HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n");
    }

    std::atomic<bool> vault_ready{true};
    std::atomic<bool> fails{false};
    operator_server under_test;
    std::uint16_t port = 0;
};

TEST(TheOperatorsPort, ShowsItsPages) {
    const operated with;
    EXPECT_EQ(with.ask("/healthz")->body, "ok\n");
    EXPECT_EQ(with.ask("/metrics")->body, "parcours_up 1\n");
    EXPECT_TRUE(with.ask("/metrics")->field("Content-Type").starts_with("text/plain; version=0.0.4"));
    EXPECT_EQ(with.ask("/log-level")->body, "info\n");
    EXPECT_EQ(with.ask("/else")->status, 404);
    EXPECT_EQ(with.ask("/metrics?name=a")->status, 200);
}

TEST(TheOperatorsPort, SaysWhatIsNotReady) {
    operated with;
    EXPECT_EQ(with.ask("/readyz")->status, 200);
    with.vault_ready = false;
    const auto answer = with.ask("/readyz");
    EXPECT_EQ(answer->status, 503);
    const auto body = boost::json::parse(answer->body);
    EXPECT_FALSE(body.at("ready").as_bool());
    EXPECT_EQ(body.at("checks").at(1).at("name"), "vault");
    EXPECT_EQ(body.at("checks").at(1).at("detail"), "says \"no\"\n");
}

TEST(TheOperatorsPort, ChangesNothing) {
    const operated with;
    for (const std::string method : {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"}) {
        const auto answer = with.ask("/log-level", method, "Content-Length: 0\r\n");
        ASSERT_TRUE(answer) << method;
        EXPECT_EQ(answer->status, 405) << method;
    }
}

TEST(TheOperatorsPort, OutlivesOddRequests) {
    operated with;
    EXPECT_EQ(with.ask("/" + std::string(3'000, 'a'))->status, 414);
    EXPECT_EQ(with.ask(std::string(2'000, '/'))->status, 404);
    wire_client long_path(with.port);
    long_path.send("GET " + std::string(14'000, '/') + " HTTP/1.1\r\nHost: a\r\n\r\n");
    long_path.answer();
    with.ask("/healthz", "GET", "Cookie: a=b; c\r\n");
    with.ask("/healthz", "GET", "Cookie: ;;=;\r\n");
    with.ask("/healthz", "GET", "Accept: nonsense\r\nConnection: \r\n");
    for (int i = 0; i < 20; ++i) {
        wire_client gone(with.port);
        gone.send("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n");
        gone.reset();
    }
    EXPECT_EQ(with.ask("/healthz")->body, "ok\n");
    with.fails = true;
    EXPECT_EQ(with.ask("/readyz")->status, 500);
    EXPECT_EQ(with.ask("/healthz")->body, "ok\n");
}

TEST(TheOperatorsPort, ThatIsTakenIsAFailure) {
    const operated with;
    operator_server second("127.0.0.1", with.port, operator_views{});
    const auto started = second.start();
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().code, failure_code::io);
}

}  // namespace
}  // namespace parcours
