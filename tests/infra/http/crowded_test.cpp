// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include "infra/http/connection_caps.hpp"
#include "tests/infra/http/routes_double.hpp"

// More connections than there may be: those that wait for their clients make room.
namespace parcours::http {
namespace {

settings crowded(std::size_t in_all, std::size_t of_one) {
    auto limits = served::quick();
    limits.request_timeout_ms = 20'000;
    limits.idle_timeout_ms = 20'000;
    limits.answer_timeout_ms = 20'000;
    limits.connections_max = in_all;
    limits.connections_per_address_max = of_one;
    return limits;
}

TEST(TooManyConnections, ThatAreBusyAreToldSo) {
    served with(crowded(2, 2));
    auto first = with.connect();
    auto second = with.connect();
    ASSERT_TRUE(first.send(get("/later")));
    ASSERT_TRUE(second.send(get("/later")));
    auto owed = with.routes.take_owed(2);
    auto third = with.connect();
    const auto refused = third.answer();
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->status, 503);
    EXPECT_EQ(refused->body, "too_many_connections");
    EXPECT_EQ(refused->field("Retry-After"), "5");
    EXPECT_TRUE(third.ended());
    EXPECT_EQ(with.under_test.counts().connections_refused, 1u);
    for (auto& each : owed) each(response{});
    EXPECT_EQ(first.answer()->status, 200);
    EXPECT_EQ(second.answer()->status, 200);
}

TEST(TooManyConnections, ThatAreIdleMakeRoomTheLongestFirst) {
    served with(crowded(3, 3));
    auto busy = with.connect();
    ASSERT_TRUE(busy.send(get("/later")));
    auto owed = with.routes.take_owed(1);
    auto silent = with.connect();
    EXPECT_TRUE(comes_true([&] { return with.under_test.counts().connections_open == 2; }));
    auto half = with.connect();
    ASSERT_TRUE(half.send("GET /echo HT"));
    EXPECT_TRUE(comes_true([&] { return with.under_test.counts().bytes_received > get("/later").size(); }));
    auto newcomer = with.connect();
    EXPECT_EQ(newcomer.ask(get("/echo"))->status, 200);
    EXPECT_TRUE(silent.ended());
    auto another = with.connect();
    EXPECT_EQ(another.ask(get("/echo"))->status, 200);
    EXPECT_EQ(half.read_to_end(), "");
    EXPECT_EQ(newcomer.ask(get("/echo"))->status, 200);
    owed.back()(response{});
    EXPECT_EQ(busy.answer()->status, 200);
    EXPECT_EQ(with.under_test.counts().connections_given_up, 2u);
    EXPECT_EQ(with.under_test.counts().connections_refused, 0u);
}

TEST(TooManyConnections, NeverShutANewcomerOut) {
    served with(crowded(8, 8));
    std::vector<std::unique_ptr<wire_client>> silent;
    for (int each = 0; each < 200; ++each) silent.push_back(std::make_unique<wire_client>(with.port));
    for (int each = 0; each < 50; ++each) EXPECT_EQ(with.connect().ask(get("/echo"))->status, 200) << each;
    EXPECT_TRUE(comes_true([&] { return with.under_test.counts().connections_open <= 8; }));
}

TEST(TooManyConnections, OfOneAddressEndOneOfItsOwnAndAProxyIsExempt) {
    {
        served with(crowded(8, 1));
        auto first = with.connect();
        ASSERT_TRUE(first.send(get("/later")));
        auto owed = with.routes.take_owed(1);
        EXPECT_EQ(with.connect().answer()->status, 503);
        owed.back()(response{});
        ASSERT_EQ(first.answer()->status, 200);
        EXPECT_TRUE(comes_true([&] {
            const auto answer = with.connect().ask(get("/echo"));
            return answer && answer->status == 200;
        }));
        EXPECT_TRUE(first.ended());
    }
    auto limits = crowded(8, 1);
    limits.trusted_proxies = {"127.0.0.0/8"};
    served behind(limits);
    auto first = behind.connect();
    ASSERT_EQ(first.ask(get("/echo"))->status, 200);
    EXPECT_EQ(behind.connect().ask(get("/echo"))->status, 200);
    EXPECT_EQ(first.ask(get("/echo"))->status, 200);
}

struct booked {
    connection_caps caps{6, 4};
    const ip_address many = *parse_address("192.0.2.1");
    const ip_address few = *parse_address("192.0.2.2");
    const ip_address fresh = *parse_address("192.0.2.3");

    std::uint64_t enter(const ip_address& who, std::int64_t waits_since_ms) {
        auto* const place = caps.enter(who, false, 0, waits_since_ms);
        if (place == nullptr) return 0;
        return place->number;
    }
    std::uint64_t gives_up_for(const ip_address& who) {
        const auto chosen = caps.give_up_for(who, false);
        return chosen ? chosen->number : 0;
    }
};

TEST(ANewcomer, TakesThePlaceThatIsIdleLongestOfTheAddressThatHasMost) {
    booked now;
    now.enter(now.many, 0);
    const auto later = now.enter(now.many, 30);
    const auto longest = now.enter(now.many, 20);
    const auto longer = now.enter(now.few, 10);
    now.enter(now.few, 40);
    now.enter(now.few, 0);
    ASSERT_EQ(now.enter(now.fresh, 50), 0U);
    EXPECT_EQ(now.gives_up_for(now.fresh), longer);  // both have three
    const auto came = now.enter(now.fresh, 50);
    ASSERT_NE(came, 0U);
    EXPECT_EQ(now.gives_up_for(now.fresh), longest);
    now.caps.keep(longest);  // it had become busy
    now.caps.leave(longer);
    EXPECT_EQ(now.enter(now.fresh, 60), 0U);
    EXPECT_EQ(now.gives_up_for(now.fresh), longest);
    now.caps.leave(longest);
    EXPECT_EQ(now.gives_up_for(now.fresh), later);
}

TEST(AnAddressAtItsCap, GivesUpItsOwnAlone) {
    booked now;
    now.enter(now.few, 1);
    const auto own = now.enter(now.many, 9);
    for (int each = 0; each < 3; ++each) now.enter(now.many, 0);
    ASSERT_EQ(now.enter(now.many, 10), 0U);
    EXPECT_EQ(now.gives_up_for(now.many), own);
    EXPECT_NE(now.enter(now.many, 0), 0U);
    EXPECT_EQ(now.gives_up_for(now.many), 0U);
    EXPECT_EQ(now.enter(now.many, 10), 0U);
}

}  // namespace
}  // namespace parcours::http
