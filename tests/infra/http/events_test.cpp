// SPDX-License-Identifier: Apache-2.0
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "infra/http/event_channel.hpp"
#include "tests/infra/http/routes_double.hpp"

namespace parcours::http {
namespace {

struct listening {
    explicit listening(served& with) : client(with.connect()) {
        EXPECT_TRUE(client.send(get("/events")));
        stream = with.routes.take_streams(1).front();
        EXPECT_NE(client.read_until("\r\n\r\n").find("text/event-stream"), std::string::npos);
    }
    wire_client client;
    std::shared_ptr<event_stream> stream;
};

TEST(AnEvent, IsWrittenAsItsLines) {
    EXPECT_EQ(event_text({"7", "note", "a\nb\r\nc"}), "id: 7\nevent: note\ndata: a\ndata: b\ndata: c\n\n");
    EXPECT_EQ(event_text({"", "", ""}), "data: \n\n");
}

TEST(AnEventStream, BringsEventsInTheirOrderAndEndsInGoodOrder) {
    served with;
    listening one(with);
    for (int i = 0; i < 100; ++i) EXPECT_TRUE(one.stream->send({std::to_string(i), "", "text"}));
    for (int i = 0; i < 100; ++i)
        ASSERT_NE(one.client.read_until("\n\n").find(fmt::format("id: {}\n", i)), std::string::npos);
    one.stream->close();
    EXPECT_TRUE(one.client.read_until("0\r\n\r\n").ends_with("0\r\n\r\n"));
    EXPECT_EQ(one.client.ask(get("/echo"))->status, 200);
    EXPECT_FALSE(one.stream->send({"", "", "late"}));
}

TEST(AnEventStream, BeatsWhereNothingHappens) {
    auto limits = served::quick();
    limits.heartbeat_ms = 30;
    served with(limits);
    listening one(with);
    for (int i = 0; i < 3; ++i) EXPECT_NE(one.client.read_until(":\n\n").find(":\n\n"), std::string::npos);
}

TEST(AnEventStream, TellsWhenItsClientHasGone) {
    served with;
    listening one(with);
    std::atomic<bool> told{false};
    one.stream->on_closed([&] { told = true; });
    one.client.reset();
    EXPECT_TRUE(comes_true([&] { return told.load(); }));
    EXPECT_FALSE(one.stream->open());
    EXPECT_FALSE(one.stream->send({"", "", "x"}));
    bool at_once = false;
    one.stream->on_closed([&] { at_once = true; });
    EXPECT_TRUE(at_once);
}

TEST(AnEventStream, WhoseClientDoesNotReadIsDropped) {
    served with;
    wire_client deaf(with.port, {.tls = false, .receive_bytes = 4096, .offers = {}});
    ASSERT_TRUE(deaf.send(get("/events")));
    const auto stream = with.routes.take_streams(1).front();
    const std::string text(10'000, 'e');
    int taken = 0;
    while (stream->send({"", "", text}) && taken < 100'000) ++taken;
    EXPECT_LT(taken, 1'000);
    EXPECT_TRUE(comes_true([&] { return with.under_test.counts().connections_open == 0; }));
    EXPECT_EQ(with.under_test.counts().event_streams_dropped, 1u);
    EXPECT_EQ(with.under_test.counts().event_streams_open, 0u);
}

TEST(AnEventStream, MayBeToldFromManyThreads) {
    served with;
    listening one(with);
    std::vector<std::thread> tellers;
    for (int t = 0; t < 4; ++t)
        tellers.emplace_back([&] {
            for (int i = 0; i < 50; ++i) one.stream->send({"", "", "x"});
        });
    for (auto& each : tellers) each.join();
    for (int i = 0; i < 200; ++i) ASSERT_NE(one.client.read_until("\n\n").find("data: x"), std::string::npos);
}

}  // namespace
}  // namespace parcours::http
