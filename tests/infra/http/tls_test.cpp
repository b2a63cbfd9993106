// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "infra/tls/identity.hpp"
#include "tests/infra/http/routes_double.hpp"
#include "tests/wire/certificate.hpp"

namespace parcours::http {
namespace {

struct sealed_server {
    explicit sealed_server(settings limits = served::quick())
        : identity(*tls::identity::load({folder.certificate(), folder.key()})),
          with(std::move(limits), identity.get()) {}
    wire_client connect(const std::string& offers = {}) const {
        return {with.port, {.tls = true, .receive_bytes = 0, .offers = offers}};
    }

    certificate_folder folder;
    std::unique_ptr<tls::identity> identity;
    served with;
};

TEST(AThroughTlsConnection, ServesAsOneInClear) {
    const sealed_server sealed;
    auto client = sealed.connect("http/1.1");
    ASSERT_TRUE(client.connected());
    EXPECT_EQ(client.certificate_name(), "localhost");
    const auto first = client.ask(get("/echo"));
    ASSERT_TRUE(first);
    EXPECT_EQ(first->body, "GET /echo from 127.0.0.1 sealed\n");
    EXPECT_EQ(client.ask(get("/pieces/1000000"))->body, std::string(1'000'000, 'p'));
    EXPECT_EQ(client.ask(post("/echo", std::string(300'000, 'b')))->body.size(),
              std::string("POST /echo from 127.0.0.1 sealed\n").size() + 300'000);
    EXPECT_EQ(client.ask(get("/echo", "Connection: close\r\n"))->status, 200);
    EXPECT_TRUE(client.ended());
}

TEST(AThroughTlsConnection, MayBePipelinedAndListenToEvents) {
    sealed_server sealed;
    auto client = sealed.connect();
    ASSERT_TRUE(client.send(get("/echo?1") + get("/echo?2") + get("/events")));
    EXPECT_EQ(client.answer()->status, 200);
    EXPECT_EQ(client.answer()->status, 200);
    const auto stream = sealed.with.routes.take_streams(1).front();
    for (int i = 0; i < 10; ++i) stream->send({std::to_string(i), "", "e"});
    stream->close();
    EXPECT_NE(client.read_until("0\r\n\r\n").find("id: 9"), std::string::npos);
}

TEST(AClientThatSpeaksNoTls, IsCutAndHarmsNobody) {
    const sealed_server sealed;
    auto plain = sealed.with.connect();
    ASSERT_TRUE(plain.send(get("/echo")));
    EXPECT_EQ(plain.read_to_end().find("HTTP"), std::string::npos);
    EXPECT_FALSE(sealed.connect("h2").connected());
    EXPECT_EQ(sealed.connect().ask(get("/echo"))->status, 200);
}

TEST(ASilentHandshake, HoldsNobodyUpAndEnds) {
    auto limits = served::quick();
    limits.threads = 1;
    limits.request_timeout_ms = 100;
    const sealed_server sealed(limits);
    auto silent = sealed.with.connect();
    auto half = sealed.with.connect();
    ASSERT_TRUE(half.send(std::string_view("\x16\x03\x01\x02\x00\x01", 6)));
    EXPECT_EQ(sealed.connect().ask(get("/echo"))->status, 200);
    EXPECT_EQ(silent.read_to_end(), "");
    half.read_to_end();
}

TEST(ARenewedCertificate, IsShownToWhoComesNext) {
    sealed_server sealed;
    auto before = sealed.connect();
    ASSERT_EQ(before.ask(get("/echo"))->status, 200);
    sealed.folder.renew("renewed");
    ASSERT_TRUE(sealed.identity->reload());
    auto after = sealed.connect();
    EXPECT_EQ(after.ask(get("/echo"))->status, 200);
    EXPECT_EQ(after.certificate_name(), "renewed");
    EXPECT_EQ(before.ask(get("/echo"))->status, 200);
}

TEST(AStop, OfASealedServerAnswersWhatWasAsked) {
    sealed_server sealed;
    auto client = sealed.connect();
    ASSERT_TRUE(client.send(get("/later")));
    auto owed = sealed.with.routes.take_owed(1);
    response late;
    late.body = "kept";
    owed.front()(std::move(late));
    sealed.with.under_test.stop(std::chrono::seconds(10));
    EXPECT_EQ(client.answer()->body, "kept");
}

}  // namespace
}  // namespace parcours::http
