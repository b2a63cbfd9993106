// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/infra/http/routes_double.hpp"

namespace parcours::http {
namespace {

TEST(AConnection, ServesOneRequestAfterTheOther) {
    served with;
    auto client = with.connect();
    for (int i = 0; i < 3; ++i) {
        const auto answer = client.ask(get("/echo?a=%C3%A9"));
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->status, 200);
        EXPECT_EQ(answer->body, "GET /echo [a=é] from 127.0.0.1 clear\n");
        EXPECT_TRUE(answer->field("Date").ends_with(" GMT"));
        EXPECT_EQ(answer->field("Connection"), "");
    }
    EXPECT_EQ(with.under_test.counts().connections_accepted, 1u);
}

TEST(AConnection, EndsWhereTheClientAsksSo) {
    served with;
    auto client = with.connect();
    const auto answer = client.ask(get("/echo", "Connection: close\r\n"));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->field("Connection"), "close");
    EXPECT_TRUE(client.ended());
}

TEST(AnOldClient, IsServedAndLetGo) {
    served with;
    auto client = with.connect();
    ASSERT_TRUE(client.send("GET /pieces/200000 HTTP/1.0\r\n\r\n"));
    const auto answer = client.answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->field("Transfer-Encoding"), "");
    EXPECT_EQ(answer->body, std::string(200'000, 'p'));
    auto staying = with.connect();
    EXPECT_EQ(staying.ask("GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")->field("Connection"), "keep-alive");
    EXPECT_EQ(staying.ask("GET /echo HTTP/1.0\r\n\r\n")->status, 200);
    EXPECT_TRUE(staying.ended());
}

TEST(PipelinedRequests, AreAnsweredInTheirOrderWhateverTheOrderOfTheAnswers) {
    served with;
    auto client = with.connect();
    ASSERT_TRUE(client.send(get("/later?0") + get("/echo?1") + get("/later?2") + get("/echo?3")));
    auto owed = with.routes.take_owed(2);
    for (auto each = owed.rbegin(); each != owed.rend(); ++each) {
        response late;
        late.body = "owed";
        (*each)(std::move(late));
    }
    EXPECT_EQ(client.answer()->body, "owed");
    EXPECT_EQ(client.answer()->body, "GET /echo [1=] from 127.0.0.1 clear\n");
    EXPECT_EQ(client.answer()->body, "owed");
    EXPECT_EQ(client.answer()->body, "GET /echo [3=] from 127.0.0.1 clear\n");
}

TEST(PipelinedRequests, BeyondTheBoundWaitAndAreServedAll) {
    auto limits = served::quick();
    limits.pipelined_max = 4;
    served with(limits);
    auto client = with.connect();
    std::string many;
    for (int i = 0; i < 500; ++i) many += get(fmt::format("/echo?{}", i));
    ASSERT_TRUE(client.send(get("/later") + many));
    response late;
    with.routes.take_owed(1).front()(std::move(late));
    EXPECT_EQ(client.answer()->status, 200);
    for (int i = 0; i < 500; ++i)
        ASSERT_EQ(client.answer()->body, fmt::format("GET /echo [{}=] from 127.0.0.1 clear\n", i));
}

TEST(PipelinedRequests, AfterAnUnreadBodyAreNotTakenFromIt) {
    served with;
    auto client = with.connect();
    ASSERT_TRUE(client.send(post("/small", "GET /echo?smuggled HTTP/1.1\r\nHost: a\r\n\r\n") + get("/echo")));
    EXPECT_EQ(client.answer()->status, 413);
    EXPECT_EQ(client.read_to_end(), "");
}

TEST(AHead, HasTheFieldsOfItsGetAndNoBody) {
    served with;
    auto client = with.connect();
    const auto answer = client.ask("HEAD /text/5000 HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->field("Content-Length"), "5000");
    EXPECT_EQ(client.ask("HEAD /pieces/10 HTTP/1.1\r\nHost: a\r\n\r\n")->status, 200);
    EXPECT_EQ(client.ask("HEAD /events HTTP/1.1\r\nHost: a\r\n\r\n")->status, 200);
    EXPECT_EQ(client.ask(get("/echo"))->body, "GET /echo from 127.0.0.1 clear\n");
}

TEST(Options, OfTheServerNameItsMethods) {
    served with;
    auto client = with.connect();
    const auto answer = client.ask("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(answer->status, 204);
    EXPECT_EQ(answer->field("Allow"), "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    EXPECT_FALSE(answer->headers.find("Content-Length"));
    EXPECT_EQ(client.ask(get("*"))->status, 400);
}

TEST(AnAnswer, ComesPieceByPieceWhereItsLengthIsUnknown) {
    served with;
    auto client = with.connect();
    const auto answer = client.ask(get("/pieces/1000000"));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->field("Transfer-Encoding"), "chunked");
    EXPECT_EQ(answer->body, std::string(1'000'000, 'p'));
    EXPECT_EQ(client.ask(get("/echo"))->status, 200);
}

TEST(AnAnswer, ThatWasNeverGivenIs503) {
    served with;
    auto client = with.connect();
    const auto answer = client.ask(get("/drop"));
    EXPECT_EQ(answer->status, 503);
    EXPECT_EQ(answer->body, "no_answer");
    EXPECT_EQ(answer->field("Retry-After"), "1");
    EXPECT_EQ(client.ask(get("/echo"))->status, 200);
}

TEST(AnAnswer, ThatFailedIs500AndTellsNothing) {
    served with;
    auto client = with.connect();
    const auto answer = client.ask(get("/throw", "Accept-Language: en\r\n"));
    EXPECT_EQ(answer->status, 500);
    EXPECT_EQ(answer->body, "internal");
    EXPECT_EQ(answer->field("Content-Language"), "en");
}

TEST(AnAnswer, WithALineBreakInAFieldIsNotSent) {
    served with;
    auto client = with.connect();
    const auto answer = client.ask(get("/broken"));
    EXPECT_EQ(answer->status, 500);
    EXPECT_EQ(answer->head.find("Smuggled"), std::string::npos);
}

TEST(AnAnswer, AfterTheClientHasGoneIsDropped) {
    served with;
    {
        auto gone = with.connect();
        ASSERT_TRUE(gone.send(get("/later")));
        auto owed = with.routes.take_owed(1);
        gone.reset();
        auto next = with.connect();
        EXPECT_EQ(next.ask(get("/echo"))->status, 200);
        response late;
        late.body = "another client's";
        owed.front()(std::move(late));
        EXPECT_EQ(next.ask(get("/echo"))->body, "GET /echo from 127.0.0.1 clear\n");
    }
}

TEST(AnAnswer, AfterTheServerHasGoneLeadsNowhere) {
    std::vector<responder> owed;
    {
        served with;
        auto client = with.connect();
        ASSERT_TRUE(client.send(get("/later")));
        owed = with.routes.take_owed(1);
        with.under_test.stop(std::chrono::milliseconds(0));
        EXPECT_TRUE(client.ended());
    }
    response late;
    owed.front()(std::move(late));
}

}  // namespace
}  // namespace parcours::http
