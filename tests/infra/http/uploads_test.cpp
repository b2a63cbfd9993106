// SPDX-License-Identifier: Apache-2.0
#include <thread>

#include <gtest/gtest.h>

#include "tests/infra/http/routes_double.hpp"

namespace parcours::http {
namespace {

TEST(AnUpload, IsTakenPieceByPiece) {
    served with;
    auto client = with.connect();
    const std::string body(3'000'000, 'u');
    EXPECT_EQ(client.ask(post("/upload", body))->body, "taken");
    EXPECT_EQ(with.routes.upload_bytes, body.size());
    ASSERT_TRUE(client.send("POST /upload HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"));
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(client.send("3e8\r\n" + std::string(1000, 'c') + "\r\n"));
    EXPECT_EQ(client.ask("0\r\n\r\n")->body, "taken");
    EXPECT_EQ(with.routes.upload_bytes, body.size() + 100'000);
    EXPECT_EQ(with.routes.uploads_discarded, 0);
}

TEST(AnUpload, ThatIsNotWantedAnyMoreIsAnsweredAtOnce) {
    served with;
    with.routes.sink_refuses = true;
    auto client = with.connect();
    ASSERT_TRUE(client.send("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n" +
                            std::string(100'000, 'u')));
    EXPECT_EQ(client.answer()->status, 422);
    EXPECT_LT(with.routes.upload_bytes, 100'000u);
    EXPECT_EQ(with.routes.uploads_discarded, 1);
}

TEST(AnUpload, OfAClientThatGoesAwayIsDiscarded) {
    served with;
    auto client = with.connect();
    ASSERT_TRUE(client.send("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nabc"));
    EXPECT_TRUE(comes_true([&] { return with.routes.upload_bytes > 0; }));
    client.reset();
    EXPECT_TRUE(comes_true([&] { return with.routes.uploads_discarded > 0; }));
    EXPECT_EQ(with.connect().ask(get("/echo"))->status, 200);
}

}  // namespace
}  // namespace parcours::http
