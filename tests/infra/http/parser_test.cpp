// SPDX-License-Identifier: Apache-2.0
#include "infra/http/parser.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace parcours::http {
namespace {

using namespace std::string_view_literals;

using outcome = request_parser::outcome;

struct parsed {
    outcome what = outcome::need_more;
    int status = 0;  // of a refusal
    request_head head;
    std::string body;
    std::string rest;  // what follows the request
};

// Gives the parser the text in pieces that end at these places, each with what was left over before it.
parsed parse(const settings& limits, std::string_view text, const std::vector<std::size_t>& ends) {
    request_parser parser(limits);
    parsed got;
    bool in_body = false;
    std::string waiting;
    std::size_t from = 0;
    for (const std::size_t end : ends) {
        waiting += text.substr(from, end - from);
        from = end;
        bool stuck = false;
        while (!stuck && got.what != outcome::finished && got.what != outcome::refused) {
            const auto step = in_body ? parser.parse_body(waiting) : parser.parse_head(waiting, got.head);
            got.what = step.what;
            if (step.what == outcome::piece || (step.what == outcome::finished && in_body)) got.body += parser.piece();
            if (step.what == outcome::head) {
                in_body = parser.frame().has_body();
                if (!in_body) got.what = outcome::finished;
            }
            waiting.erase(0, step.consumed);
            stuck = step.what == outcome::need_more || (waiting.empty() && step.what == outcome::piece);
        }
    }
    if (got.what == outcome::refused) got.status = parser.refused().status;
    got.rest = waiting + std::string(text.substr(from));
    return got;
}

parsed parse(std::string_view text, const settings& limits = {}) { return parse(limits, text, {text.size()}); }

constexpr std::string_view chunked_request =
    "POST /echo?a=b HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\nX-Long: value\r\n\r\n"
    "5\r\nhello\r\n10;name=\"v;\\\"x\"\r\n0123456789abcdef\r\n1\r\n!\r\n0\r\nX-Trailer: t\r\n\r\nGET ";

TEST(AChunkedRequest, IsReadWhereverItsPacketsEnd) {
    const settings limits;
    for (std::size_t first = 0; first <= chunked_request.size(); ++first) {
        for (std::size_t second = first; second <= chunked_request.size(); second += 7) {
            const auto got = parse(limits, chunked_request, {first, second, chunked_request.size()});
            ASSERT_EQ(got.what, outcome::finished) << first << " " << second;
            ASSERT_EQ(got.body, "hello0123456789abcdef!") << first << " " << second;
            ASSERT_EQ(got.rest, "GET ") << first << " " << second;
            ASSERT_EQ(got.head.target, "/echo?a=b");
            ASSERT_EQ(got.head.headers.find("x-long"), "value");
        }
    }
}

TEST(AChunkedRequest, IsReadOctetByOctet) {
    std::vector<std::size_t> ends;
    for (std::size_t end = 1; end <= chunked_request.size(); ++end) ends.push_back(end);
    const settings limits;
    const auto got = parse(limits, chunked_request, ends);
    EXPECT_EQ(got.what, outcome::finished);
    EXPECT_EQ(got.body, "hello0123456789abcdef!");
}

TEST(AMalformedRequest, IsRefusedWith400) {
    const std::string_view nul = "GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n"sv;
    const std::string_view nul_early = "GET / HTTP/1.1\r\nHo\0st"sv;
    for (const std::string_view text :
         {std::string_view("GET / HTTP/1.1\nHost: a\r\n\r\n"), std::string_view("GET / HTTP/1.1\r\nHost: a\n\n"),
          std::string_view("GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n"), nul, nul_early,
          std::string_view("GET / HTTP/1.1\r\n\r\n"), std::string_view("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
          std::string_view("GET / HTTP/1.1\r\nHost : a\r\n\r\n"),
          std::string_view("GET  / HTTP/1.1\r\nHost: a\r\n\r\n"),
          std::string_view("GET / HTTP/1.1 \r\nHost: a\r\n\r\n"), std::string_view("GET / http/1.1\r\nHost: a\r\n\r\n"),
          std::string_view("GET /\r\n\r\n"), std::string_view(" GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
          std::string_view("GET / HTTP/1.1\r\n: a\r\nHost: a\r\n\r\n"),
          std::string_view("GET / HTTP/1.1\r\nHost: a\r\nAuthorization: x\r\nAuthorization: y\r\n\r\n"),
          std::string_view("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15)}) {
        EXPECT_EQ(parse(text).status, 400) << text;
    }
}

TEST(ARequestWhoseEndTwoReadersCouldPlaceDifferently, IsRefusedWith400) {
    for (const std::string_view lines :
         {"Content-Length: 5\r\nContent-Length: 5", "Content-Length: 5\r\nContent-Length: 6", "Content-Length: 5, 5",
          "Content-Length: +5", "Content-Length: -1", "Content-Length: 0x5", "Content-Length: 5 5",
          "Content-Length:", "Content-Length: 99999999999999999999", "Content-Length: 5\r\nTransfer-Encoding: chunked",
          "Transfer-Encoding: chunked\r\nContent-Length: 5",
          "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"}) {
        const auto got = parse(fmt::format("POST / HTTP/1.1\r\nHost: a\r\n{}\r\n\r\nhello", lines));
        EXPECT_EQ(got.status, 400) << lines;
    }
    EXPECT_EQ(parse("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n").status, 400);
    for (const std::string_view coding : {"gzip, chunked", "chunked, gzip", "identity", "xchunked"}) {
        const auto got = parse(fmt::format("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: {}\r\n\r\n", coding));
        EXPECT_TRUE(got.status == 501 || got.status == 400) << coding << got.status;
    }
}

TEST(AMalformedChunk, IsRefusedWith400) {
    for (const std::string_view body :
         {"5\nhello\r\n0\r\n\r\n", "5\r\nhelloX\r\n0\r\n\r\n", "g\r\nhello\r\n", "-5\r\nhello\r\n", "+5\r\nhello\r\n",
          "0x5\r\nhello\r\n0\r\n\r\n", " 5\r\nhello\r\n", "\r\nhello", "11111111111111111\r\nhello",
          "5\r\nhello\n0\r\n\r\n", "5;a=\x01\r\nhello\r\n"}) {
        const auto got = parse(fmt::format("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n{}", body));
        EXPECT_EQ(got.status, 400) << body;
    }
}

TEST(ALongHead, IsRefusedByWhatIsTooLong) {
    settings limits;
    limits.head_bytes_max = 400;
    limits.target_bytes_max = 100;
    limits.header_fields_max = 5;
    EXPECT_EQ(parse("GET /" + std::string(150, 'a'), limits).status, 414);
    EXPECT_EQ(parse("GET /" + std::string(120, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", limits).status, 414);
    EXPECT_EQ(parse("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(500, 'a'), limits).status, 431);
    EXPECT_EQ(parse("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(500, 'a') + "\r\n\r\n", limits).status, 431);
    EXPECT_EQ(parse("GET / HTTP/1.1\r\nHost: a\r\nA: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\nE: 5\r\n\r\n", limits).status, 431);
    EXPECT_EQ(parse(std::string(600, '\r').replace(0, 600,
                                                   [] {
                                                       std::string blank;
                                                       for (int i = 0; i < 300; ++i) blank += "\r\n";
                                                       return blank;
                                                   }()),
                    limits)
                  .status,
              400);
}

TEST(ARequest, MayBeginWithAnEmptyLine) {
    EXPECT_EQ(parse("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n").what, outcome::finished);
}

TEST(ARequest, OfAnUnknownMethodOrVersionIsToldApart) {
    EXPECT_EQ(parse("BREW / HTTP/1.1\r\nHost: a\r\n\r\n").status, 501);
    EXPECT_EQ(parse("GET / HTTP/2.0\r\nHost: a\r\n\r\n").status, 505);
    EXPECT_EQ(parse("GET / HTTP/1.1\r\nHost: a\r\nExpect: 200-ok\r\n\r\n").status, 417);
}

TEST(ATrailer, IsBoundedAndChangesNothing) {
    const std::string start = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n";
    const auto got = parse(start + "Authorization: Bearer x\r\n\r\n");
    EXPECT_EQ(got.what, outcome::finished);
    EXPECT_FALSE(got.head.headers.find("Authorization"));
    EXPECT_EQ(parse(start + "Content-Length: 9\r\n\r\n").status, 400);
    std::string many;
    for (int i = 0; i < 300; ++i) many += "A: b\r\n";
    EXPECT_EQ(parse(start + many + "\r\n").status, 400);
}

}  // namespace
}  // namespace parcours::http
