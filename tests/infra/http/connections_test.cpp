// SPDX-License-Identifier: Apache-2.0
#include <thread>

#include <gtest/gtest.h>

#include "tests/infra/http/routes_double.hpp"

namespace parcours::http {
namespace {

using namespace std::chrono_literals;

TEST(AStop, WaitsForWhatWasAskedAndLetsNoOneIn) {
    served with;
    auto asking = with.connect();
    ASSERT_TRUE(asking.send(get("/later")));
    auto owed = with.routes.take_owed(1);
    auto idle = with.connect();
    ASSERT_EQ(idle.ask(get("/echo"))->status, 200);
    std::thread stopping([&] { with.under_test.stop(10s); });
    EXPECT_TRUE(idle.ended());
    response late;
    late.body = "in the end";
    owed.front()(std::move(late));
    const auto answer = asking.answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "in the end");
    EXPECT_EQ(answer->field("Connection"), "close");
    EXPECT_TRUE(asking.ended());
    stopping.join();
    EXPECT_FALSE(with.connect().connected());
}

TEST(AStop, TakesARequestThatHasBegun) {
    served with;
    auto client = with.connect();
    ASSERT_TRUE(client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbo"));
    EXPECT_TRUE(comes_true([&] { return with.under_test.counts().requests > 0; }));
    std::thread stopping([&] { with.under_test.stop(10s); });
    EXPECT_EQ(client.ask("dy")->body, "POST /echo from 127.0.0.1 clear\nbody");
    stopping.join();
}

TEST(AStop, EndsEventStreamsInGoodOrder) {
    served with;
    auto client = with.connect();
    ASSERT_TRUE(client.send(get("/events")));
    const auto stream = with.routes.take_streams(1).front();
    with.under_test.stop(10s);
    EXPECT_TRUE(client.read_to_end().ends_with("0\r\n\r\n"));
    EXPECT_FALSE(stream->open());
}

TEST(AStop, CutsWhatIsLeftAfterItsDeadline) {
    served with;
    auto client = with.connect();
    ASSERT_TRUE(client.send(get("/later")));
    auto owed = with.routes.take_owed(1);
    with.under_test.stop(20ms);
    EXPECT_TRUE(client.ended());
}

TEST(ManyClients, AreServedByAFewThreads) {
    served with;
    std::vector<std::thread> clients;
    std::atomic<int> served_well{0};
    for (int c = 0; c < 8; ++c)
        clients.emplace_back([&] {
            auto client = with.connect();
            for (int i = 0; i < 200; ++i) {
                const auto answer = client.ask(post("/echo", "body"));
                if (answer && answer->body.ends_with("body")) ++served_well;
            }
        });
    for (auto& each : clients) each.join();
    EXPECT_EQ(served_well, 1'600);
}

}  // namespace
}  // namespace parcours::http
