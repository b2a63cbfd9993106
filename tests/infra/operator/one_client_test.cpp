// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include "tests/infra/operator/operated.hpp"

// What one client does to the operator's port, and what others then see of it.
namespace parcours {
namespace {

TEST(TheOperatorsPort, AnswersOthersWhileOneClientReadsNothing) {
    const std::string page(4'000'000, 'm');
    operator_views views;
    views.metrics_text = [&page] { return page; };
    operator_server under_test("127.0.0.1", 0, std::move(views));
    const auto port = under_test.start();
    ASSERT_TRUE(port);
    wire_client::options small;
    small.receive_bytes = 1'024;
    std::vector<std::unique_ptr<wire_client>> silent;
    for (int each = 0; each < 10; ++each) {
        auto client = std::make_unique<wire_client>(*port, small);
        for (int asked = 0; asked < 40; ++asked) client->send("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n");
        silent.push_back(std::move(client));
    }
    wire_client other(*port);
    const auto alive = other.ask("GET /healthz HTTP/1.1\r\n\r\n");
    ASSERT_TRUE(alive);
    EXPECT_EQ(alive->body, "ok\n");
    wire_client slow(*port);
    const auto whole = slow.ask("GET /metrics HTTP/1.1\r\n\r\n");
    ASSERT_TRUE(whole);
    EXPECT_EQ(whole->body.size(), page.size());
    EXPECT_TRUE(slow.ended());
    // The first to wait has given its place up: no more than so much is kept for who does not read.
    EXPECT_LT(silent.front()->read_to_end().size(), page.size());
    EXPECT_EQ(under_test.stop(), operator_server::ending::whole);
}

TEST(TheOperatorsPort, CutsAClientThatSendsWithoutEnd) {
    const operated with;
    const std::string much(65'536, 'a');
    for (const std::string begins : {"POST /healthz HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n",
                                     "GET /healthz HTTP/1.1\r\n\r\n", "GET /healthz HTTP/1.1\r\nA: "}) {
        wire_client client(with.port);
        client.send(begins);
        int pieces = 0;
        while (pieces < 2'000 && client.send(much)) ++pieces;
        EXPECT_LT(pieces, 2'000) << begins;
        EXPECT_EQ(with.ask("/healthz")->body, "ok\n");
    }
}

TEST(TheOperatorsPort, LetsTheNewestInWhenManySayNothing) {
    const operated with;
    std::vector<std::unique_ptr<wire_client>> silent;
    for (int each = 0; each < 300; ++each) {
        silent.push_back(std::make_unique<wire_client>(with.port));
        silent.back()->send("GET /hea");
    }
    const auto answer = with.ask("/healthz");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "ok\n");
    EXPECT_TRUE(silent.front()->ended());
    silent.back()->send("lthz HTTP/1.1\r\n\r\n");
    EXPECT_EQ(silent.back()->answer()->body, "ok\n");
}

TEST(TheOperatorsPort, SaysNoMoreThanTheHeadToWhoAsksForThatAlone) {
    const operated with;
    wire_client client(with.port);
    client.send("HEAD /healthz HTTP/1.1\r\n\r\n");
    const auto answer = client.answer(true);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 405);
    EXPECT_EQ(answer->field("Allow"), "GET");
    EXPECT_TRUE(client.ended());
}

}  // namespace
}  // namespace parcours
