// SPDX-License-Identifier: Apache-2.0
#include <random>

#include <gtest/gtest.h>

#include "tests/infra/http/routes_double.hpp"

namespace parcours::http {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view chunked_request =
    "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nT: "
    "u\r\n\r\n";

TEST(AChunkedBody, IsUnderstoodWhereverThePacketEnds) {
    served with;
    auto client = with.connect();
    for (std::size_t end = 1; end < chunked_request.size(); ++end) {
        ASSERT_TRUE(client.send(chunked_request.substr(0, end)));
        ASSERT_TRUE(client.send(chunked_request.substr(end)));
        const auto answer = client.answer();
        ASSERT_TRUE(answer) << end;
        ASSERT_EQ(answer->body, "POST /echo from 127.0.0.1 clear\nabcdefg") << end;
    }
}

TEST(AMalformedRequest, IsAnsweredOnceAndEndsTheConnection) {
    served with;
    for (const std::string_view text :
         {std::string_view("GET / HTTP/1.1\nHost: a\n\n"), "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n"sv,
          std::string_view("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx"),
          std::string_view("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\nx"),
          std::string_view("POST / HTTP/1.1\r\nHost: a\r\nidempotency-key: a\r\nIdempotency-Key: b\r\n\r\n"),
          std::string_view("POST / HTTP/1.1\r\nHost: a\r\nIf-Match: 1\r\nIf-Match: 2\r\n\r\n"),
          std::string_view("GET /%C3%28 HTTP/1.1\r\nHost: a\r\n\r\n"),
          std::string_view("GET /a%2fb HTTP/1.1\r\nHost: a\r\n\r\n"),
          std::string_view("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")}) {
        auto client = with.connect();
        ASSERT_TRUE(client.send(std::string(text) + get("/echo?smuggled")));
        const auto answer = client.answer();
        ASSERT_TRUE(answer) << text;
        EXPECT_EQ(answer->status, 400) << text;
        EXPECT_EQ(answer->field("Connection"), "close");
        EXPECT_EQ(client.read_to_end(), "") << text;
    }
    EXPECT_EQ(with.connect().ask(get("/echo"))->status, 200);
}

TEST(AChunkWhoseHeadEndsInABareLineFeed, IsRefusedAtOnce) {
    served with;
    for (const std::string_view body : {"5\nhello\n0\n\n", "5\r\nhello\r\n0\n", "5\r\nhello\r\n0\r\nT: u\n\n"}) {
        auto client = with.connect();
        ASSERT_TRUE(client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"));
        ASSERT_TRUE(client.send(body));
        const auto answer = client.answer();
        ASSERT_TRUE(answer) << body;
        EXPECT_EQ(answer->status, 400) << body;
        EXPECT_EQ(client.read_to_end(), "") << body;
    }
}

TEST(ABody, ThatIsAnnouncedIsAskedFor) {
    served with;
    auto client = with.connect();
    ASSERT_TRUE(client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n"));
    EXPECT_EQ(client.answer()->status, 100);
    const auto answer = client.ask("body");
    EXPECT_EQ(answer->body, "POST /echo from 127.0.0.1 clear\nbody");
}

TEST(ABody, ThatIsNotWantedIsNotAskedFor) {
    served with;
    auto client = with.connect();
    ASSERT_TRUE(client.send("POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 40\r\nExpect: 100-continue\r\n\r\n"));
    EXPECT_EQ(client.answer()->status, 413);
    auto other = with.connect();
    ASSERT_TRUE(other.send("POST /refused HTTP/1.1\r\nHost: a\r\nContent-Length: 40\r\nExpect: 100-continue\r\n\r\n"));
    EXPECT_EQ(other.answer()->status, 415);
    EXPECT_TRUE(other.ended());
}

TEST(ABody, ThatWaitsBehindAnotherAnswerIsAskedForInItsTurn) {
    served with;
    auto client = with.connect();
    ASSERT_TRUE(client.send(get("/later") +
                            "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n"));
    response first;
    first.body = "first";
    with.routes.take_owed(1).front()(std::move(first));
    EXPECT_EQ(client.answer()->body, "first");
    EXPECT_EQ(client.answer()->status, 100);
    EXPECT_EQ(client.ask("body")->body, "POST /echo from 127.0.0.1 clear\nbody");
}

TEST(AClientThatStopsSending, StillGetsItsAnswers) {
    served with;
    auto client = with.connect();
    ASSERT_TRUE(client.send(get("/echo?1") + get("/echo?2") + "GET /ec"));
    client.end_sending();
    EXPECT_EQ(client.answer()->status, 200);
    EXPECT_EQ(client.answer()->status, 200);
    EXPECT_TRUE(client.ended());
}

TEST(Garbage, OfAnyLengthEndsInARefusalOrAnEnd) {
    served with;
    std::mt19937_64 random(20261125);
    for (int round = 0; round < 200; ++round) {
        std::string text(random() % 4000, '\0');
        for (char& c : text) c = static_cast<char>(random());
        if (round % 2 == 0) text = "GET / HTTP/1.1\r\n" + text;
        auto client = with.connect();
        ASSERT_TRUE(client.send(text));
        client.end_sending();
        client.read_to_end();
    }
    EXPECT_EQ(with.connect().ask(get("/echo"))->status, 200);
}

}  // namespace
}  // namespace parcours::http
