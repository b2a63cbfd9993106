// SPDX-License-Identifier: Apache-2.0
#include <thread>

#include <gtest/gtest.h>

#include "tests/infra/http/routes_double.hpp"

namespace parcours::http {
namespace {

settings impatient() {
    auto limits = served::quick();
    limits.request_timeout_ms = 100;
    limits.idle_timeout_ms = 100;
    limits.answer_timeout_ms = 100;
    limits.write_timeout_ms = 200;
    limits.linger_timeout_ms = 50;
    return limits;
}

TEST(TooMuch, OfABodyIs413) {
    served with;
    auto announced = with.connect();
    EXPECT_EQ(announced.ask(post("/small", "0123456789"))->status, 200);
    EXPECT_EQ(announced.ask(post("/small", "0123456789a"))->status, 413);
    EXPECT_TRUE(announced.ended());
    auto chunked = with.connect();
    ASSERT_TRUE(
        chunked.send("POST /small HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nabcdef\r\n6\r\nghijk"));
    EXPECT_EQ(chunked.answer()->status, 413);
    EXPECT_TRUE(chunked.ended());
}

TEST(TooMuch, OfAHeadOrATargetIs431Or414) {
    served with;
    auto head = with.connect();
    EXPECT_EQ(head.ask(get("/echo", "X: " + std::string(17'000, 'x') + "\r\n"))->status, 431);
    auto never_ending = with.connect();
    ASSERT_TRUE(never_ending.send("GET / HTTP/1.1\r\nX: " + std::string(20'000, 'x')));
    EXPECT_EQ(never_ending.answer()->status, 431);
    auto target = with.connect();
    EXPECT_EQ(target.ask(get("/" + std::string(9'000, 'a')))->status, 414);
    auto slashes = with.connect();
    EXPECT_EQ(slashes.ask(get(std::string(8'000, '/')))->status, 404);
}

TEST(ASlowClient, IsTold408AndLetGo) {
    served with(impatient());
    auto in_head = with.connect();
    ASSERT_TRUE(in_head.send("GET / HT"));
    EXPECT_EQ(in_head.answer()->status, 408);
    EXPECT_TRUE(in_head.ended());
    auto in_body = with.connect();
    ASSERT_TRUE(in_body.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc"));
    EXPECT_EQ(in_body.answer()->status, 408);
    auto in_upload = with.connect();
    ASSERT_TRUE(in_upload.send("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc"));
    EXPECT_EQ(in_upload.answer()->status, 408);
    EXPECT_TRUE(in_upload.ended());
    EXPECT_EQ(with.routes.uploads_discarded, 1);
    EXPECT_GE(with.under_test.counts().timeouts, 3u);
}

TEST(ASilentClient, IsLetGoWithoutAWord) {
    served with(impatient());
    auto silent = with.connect();
    EXPECT_TRUE(silent.ended());
    auto idle = with.connect();
    EXPECT_EQ(idle.ask(get("/echo"))->status, 200);
    EXPECT_TRUE(idle.ended());
}

TEST(AnAnswer, ThatTakesTooLongIs503AndLaterOnesAreDropped) {
    served with(impatient());
    auto client = with.connect();
    ASSERT_TRUE(client.send(get("/later")));
    EXPECT_EQ(client.answer()->status, 503);
    response late;
    late.body = "late";
    with.routes.take_owed(1).front()(std::move(late));
    EXPECT_EQ(client.ask(get("/echo"))->status, 200);
}

TEST(AClientThatDoesNotRead, IsDropped) {
    served with(impatient());
    wire_client deaf(with.port, {.tls = false, .receive_bytes = 4096, .offers = {}});
    ASSERT_TRUE(deaf.send(get("/endless")));
    EXPECT_TRUE(comes_true([&] { return with.under_test.counts().timeouts > 0; }));
    EXPECT_TRUE(comes_true([&] { return with.under_test.counts().connections_open == 0; }));
    EXPECT_LT(with.under_test.counts().bytes_sent, 16u << 20);
}

TEST(AClientThatSendsAndDoesNotRead, IsNotReadFromWithoutBound) {
    auto limits = impatient();
    limits.output_bytes_max = 64 * 1024;
    served with(limits);
    wire_client deaf(with.port, {.tls = false, .receive_bytes = 4096, .offers = {}});
    std::string batch;
    for (int i = 0; i < 100; ++i) batch += get("/text/20000");
    while (deaf.send(batch)) {
    }
    EXPECT_TRUE(comes_true([&] { return with.under_test.counts().connections_open == 0; }));
    EXPECT_LT(with.under_test.counts().requests, 2'000u);
}

TEST(Settings, ThatCannotBeAreRefused) {
    routes_double routes;
    for (const auto& spoil : std::vector<std::function<void(settings&)>>{
             [](settings& s) { s.threads = 0; }, [](settings& s) { s.head_bytes_max = 1; },
             [](settings& s) { s.pipelined_max = 0; }, [](settings& s) { s.trusted_proxies = {"here"}; },
             [](settings& s) { s.trusted_proxies = {"10.0.0.0/33"}; }, [](settings& s) { s.address = "nowhere"; }}) {
        settings limits = served::quick();
        spoil(limits);
        server under_test(limits, routes);
        const auto started = under_test.start();
        ASSERT_FALSE(started);
        EXPECT_EQ(started.error().code, failure_code::invalid);
    }
    served with;
    settings taken = served::quick();
    taken.port = with.port;
    server second(taken, routes);
    EXPECT_EQ(second.start().error().code, failure_code::io);
}

}  // namespace
}  // namespace parcours::http
