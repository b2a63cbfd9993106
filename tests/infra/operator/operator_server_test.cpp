// SPDX-License-Identifier: Apache-2.0
#include "infra/operator/operator_server.hpp"

#include <future>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "tests/infra/operator/operated.hpp"

namespace parcours {
namespace {

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
    for (const std::string odd : {"Cookie: a=b; c\r\n", "Cookie: ;;=;\r\n", "Accept: nonsense\r\nConnection: \r\n",
                                  "Authorization: \r\n", "no colon\r\n", ":\r\n"})
        EXPECT_EQ(with.ask("/metrics", "GET", odd)->status, 200) << odd;
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

TEST(TheOperatorsPort, TakesNoBody) {
    const operated with;
    for (const std::string announced : {"Content-Length: 5\r\n", "CONTENT-LENGTH:5\r\n", "Content-Length: -1\r\n",
                                        "Transfer-Encoding: chunked\r\n", "transfer-encoding : x\r\n"}) {
        wire_client client(with.port);
        const auto answer = client.ask("GET /healthz HTTP/1.1\r\nHost: a\r\n" + announced + "\r\nhello");
        ASSERT_TRUE(answer) << announced;
        EXPECT_EQ(answer->status, 413) << announced;
    }
    // A chunk that ends between CR and LF holds Pistache's own parser for ever.
    wire_client split(with.port);
    split.send("GET /healthz HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r");
    EXPECT_EQ(split.answer()->status, 413);
    split.send("\n0\r\n\r\n");
    EXPECT_EQ(with.ask("/healthz")->body, "ok\n");
}

TEST(TheOperatorsPort, AnswersWhatComesInPiecesOrAllAtOnce) {
    const operated with;
    wire_client client(with.port);
    client.send("GET /heal");
    client.send("thz HTTP/1.1\r\nHost: a\r");
    client.send("\n\r\nGET /log-level HTTP/1.1\r\n\r\nGET /healthz HTTP/1.0\r\n\r\n");
    const auto answer = client.answer();
    EXPECT_EQ(answer->body, "ok\n");
    EXPECT_EQ(answer->field("Connection"), "close");
    EXPECT_TRUE(client.ended());  // one answer is all that a connection gets
}

TEST(TheOperatorsPort, RefusesWhatIsNoRequest) {
    const operated with;
    for (const std::string line : {"nonsense", "GET /healthz", "GET healthz HTTP/1.1", "GET /healthz HTTP/2.0", " / ",
                                   "GET /\x01 HTTP/1.1", ""}) {
        wire_client client(with.port);
        const auto answer = client.ask(line + "\r\n\r\n");
        ASSERT_TRUE(answer) << line;
        EXPECT_EQ(answer->status, 400) << line;
    }
    wire_client endless(with.port);
    endless.send("GET /healthz HTTP/1.1\r\nA: " + std::string(9'000, 'a'));
    EXPECT_EQ(endless.answer()->status, 431);
}

TEST(TheOperatorsPort, ThatIsBusyKeepsNobodyFromStopping) {
    std::promise<void> begun;
    std::promise<void> may_end;
    std::promise<void> made;
    auto waits = may_end.get_future().share();
    operator_views views;
    views.metrics_text = [&begun, &made, waits] {
        begun.set_value();
        waits.wait();
        made.set_value();
        return std::string();
    };
    // Never destroyed, as in a process that ends: its thread may still be at the page when the test is over.
    static auto& under_test = *new operator_server("127.0.0.1", 0, std::move(views));
    const auto port = under_test.start();
    ASSERT_TRUE(port);
    wire_client client(*port);
    client.send("GET /metrics HTTP/1.1\r\n\r\n");
    begun.get_future().wait();
    EXPECT_EQ(under_test.stop(std::chrono::milliseconds(10)), operator_server::ending::in_use);
    may_end.set_value();
    made.get_future().wait();
}

TEST(TheOperatorsPort, ThatIsIdleEndsWhole) {
    operated with;
    wire_client silent(with.port);
    ASSERT_EQ(silent.ask("GET /healthz HTTP/1.1\r\n\r\n")->status, 200);
    EXPECT_EQ(with.under_test.stop(), operator_server::ending::whole);
    EXPECT_EQ(with.under_test.stop(), operator_server::ending::whole);
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
