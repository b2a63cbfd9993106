// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "infra/http/proxies.hpp"
#include "tests/infra/http/routes_double.hpp"

namespace parcours::http {
namespace {

settings with_origin(const std::string& origin) {
    auto limits = served::quick();
    limits.cors.origins = {origin};
    return limits;
}

TEST(APageOfAnAllowedOrigin, MayAskAndReadTheAnswer) {
    served with(with_origin("https://app.example.org"));
    auto client = with.connect();
    const auto preflight = client.ask(
        "OPTIONS /echo HTTP/1.1\r\nHost: a\r\nOrigin: https://app.example.org\r\n"
        "Access-Control-Request-Method: POST\r\n\r\n");
    EXPECT_EQ(preflight->status, 204);
    EXPECT_EQ(preflight->field("Access-Control-Allow-Origin"), "https://app.example.org");
    EXPECT_NE(preflight->field("Access-Control-Allow-Headers").find("Idempotency-Key"), std::string::npos);
    EXPECT_EQ(preflight->field("Access-Control-Max-Age"), "600");
    const auto answer = client.ask(get("/echo", "Origin: https://app.example.org\r\n"));
    EXPECT_EQ(answer->field("Access-Control-Allow-Origin"), "https://app.example.org");
    EXPECT_EQ(answer->field("Vary"), "Origin");
    const auto refused = client.ask(get("/drop", "Origin: https://app.example.org\r\n"));
    EXPECT_EQ(refused->field("Access-Control-Allow-Origin"), "https://app.example.org");
}

TEST(APageOfAnotherOrigin, IsToldNothing) {
    served with(with_origin("https://app.example.org"));
    auto client = with.connect();
    for (const std::string_view origin : {"https://evil.example.org", "https://app.example.org.evil", "null"}) {
        const auto answer = client.ask(get("/echo", fmt::format("Origin: {}\r\n", origin)));
        EXPECT_FALSE(answer->headers.find("Access-Control-Allow-Origin")) << origin;
    }
    served closed;
    EXPECT_FALSE(closed.connect()
                     .ask(get("/echo", "Origin: https://app.example.org\r\n"))
                     ->headers.find("Access-Control-Allow-Origin"));
}

TEST(ForwardedFields, AreBelievedFromATrustedProxyAlone) {
    served in_the_open;
    const std::string lines = "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\n";
    EXPECT_EQ(in_the_open.connect().ask(get("/echo", lines))->body, "GET /echo from 127.0.0.1 clear\n");
    auto limits = served::quick();
    limits.trusted_proxies = {"127.0.0.1"};
    served behind(limits);
    EXPECT_EQ(behind.connect().ask(get("/echo", lines))->body, "GET /echo from 203.0.113.9 sealed\n");
}

std::string client_said_by(const std::string& hops) {
    const auto list = proxy_list::parse({"10.0.0.0/8", "2001:db8::1"});
    request_head head;
    head.peer = "10.1.1.1";
    head.headers.add("X-Forwarded-For", hops);
    list->apply(*parse_address("10.1.1.1"), head);
    return head.peer;
}

// Of IPv6 its network, for one client has 2^64 addresses.
TEST(TheClient, IsTheLastAddressThatNoTrustedProxyHas) {
    EXPECT_EQ(client_said_by("203.0.113.9"), "203.0.113.9");
    EXPECT_EQ(client_said_by("1.1.1.1, 203.0.113.9, 10.2.2.2"), "203.0.113.9");
    EXPECT_EQ(client_said_by("1.1.1.1, 203.0.113.9:4711"), "203.0.113.9");
    EXPECT_EQ(client_said_by("[2001:db8::7]:80"), "2001:db8::");
    EXPECT_EQ(client_said_by("2001:db8:0:7:a:b:c:d"), "2001:db8:0:7::");
    EXPECT_EQ(client_said_by("1.1.1.1, unknown"), "10.1.1.1");
    EXPECT_EQ(client_said_by("1.1.1.1, nonsense, 10.2.2.2"), "10.2.2.2");
    EXPECT_EQ(client_said_by("["), "10.1.1.1");
    EXPECT_EQ(client_said_by(",,,"), "10.1.1.1");
}

}  // namespace
}  // namespace parcours::http
