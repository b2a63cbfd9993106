// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <zlib.h>

#include "infra/http/gzip.hpp"
#include "tests/infra/http/routes_double.hpp"

namespace parcours::http {
namespace {

std::string inflated(const std::string& packed) {
    z_stream stream{};
    inflateInit2(&stream, 15 + 16);
    std::string text(1 << 20, '\0');
    std::string input = packed;
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(text.data());
    stream.avail_out = static_cast<uInt>(text.size());
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    text.resize(stream.total_out);
    inflateEnd(&stream);
    return text;
}

TEST(ALongText, IsCompressedForWhoAcceptsIt) {
    served with;
    auto client = with.connect();
    const auto packed = client.ask(get("/text/50000", "Accept-Encoding: br, gzip;q=0.5\r\n"));
    EXPECT_EQ(packed->field("Content-Encoding"), "gzip");
    EXPECT_EQ(packed->field("Vary"), "Accept-Encoding");
    EXPECT_LT(packed->body.size(), 1'000u);
    EXPECT_EQ(inflated(packed->body), std::string(50'000, 't'));
    const auto plain = client.ask(get("/text/50000"));
    EXPECT_EQ(plain->field("Content-Encoding"), "");
    EXPECT_EQ(plain->field("Vary"), "Accept-Encoding");
    EXPECT_EQ(plain->body, std::string(50'000, 't'));
    EXPECT_EQ(client.ask(get("/text/10", "Accept-Encoding: gzip\r\n"))->body, "tttttttttt");
}

TEST(ACompressedAnswer, HasAWeakTagAndSaysAllThatItDependsOn) {
    const auto answered = [](bool accepted) {
        response made;
        made.headers.add("Content-Type", "application/json");
        made.headers.add("Vary", "Authorization, Accept-Language");
        made.headers.add("ETag", "\"abc\"");
        made.body = std::string(5'000, 't');
        compress(made, accepted, settings{});
        return made;
    };
    const auto packed = answered(true);
    EXPECT_EQ(packed.headers.find("ETag"), "W/\"abc\"");
    EXPECT_EQ(packed.headers.find("Vary"), "Authorization, Accept-Language, Accept-Encoding");
    EXPECT_EQ(packed.headers.find("Content-Encoding"), "gzip");
    const auto plain = answered(false);
    EXPECT_EQ(plain.headers.find("ETag"), "\"abc\"");
    EXPECT_EQ(plain.headers.find("Vary"), "Authorization, Accept-Language, Accept-Encoding");
    EXPECT_FALSE(plain.headers.find("Content-Encoding"));
}

TEST(AcceptEncoding, IsReadByItsWeights) {
    for (const std::string_view yes :
         {"gzip", "x-gzip", "*", "deflate, GZIP", "gzip;q=0.001", "gzip ; q=1", "br;q=0,gzip"})
        EXPECT_TRUE(accepts_gzip(yes)) << yes;
    for (const std::string_view no : {"", "br", "gzip;q=0", "gzip;q=0.000", "*;q=0", "gzip;q=0, *", "identity"})
        EXPECT_FALSE(accepts_gzip(no)) << no;
}

}  // namespace
}  // namespace parcours::http
