// SPDX-License-Identifier: Apache-2.0
#include "infra/http/target.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "infra/http/utf8.hpp"

namespace parcours::http {
namespace {

std::optional<decoded_target> decoded(std::string_view raw) { return decode_target(raw, 3); }

TEST(ATarget, IsPercentDecodedOnce) {
    const auto target = decoded("/caf%C3%A9/%2541?q=a%20b+c&empty&x=%0A");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->path, "/café/%41");
    EXPECT_EQ(target->query, (std::vector<parameter>{{"q", "a b c"}, {"empty", ""}, {"x", "\n"}}));
}

TEST(ATarget, MayBeAbsoluteOrAnAsterisk) {
    EXPECT_EQ(decoded("http://host:80/a?b=c")->path, "/a");
    EXPECT_EQ(decoded("HTTPS://host")->path, "/");
    EXPECT_EQ(decoded("*")->path, "*");
}

TEST(ATarget, IsRefusedWhereItIsMalformed) {
    for (const std::string_view raw :
         {"",      "a",           "/%",         "/%4",           "/%zz",    "/%00",   "/a%2Fb", "/a%7f",
          "/%C3",  "/%C3%28",     "/%ED%A0%80", "/%F4%90%80%80", "/%C0%AF", "/a#b",   "/a b",   "/\x80",
          "/\x01", "ftp://host/", "http://",    "/?a&b&c&d",     "/?x=%00", "/?x=%C3"}) {
        EXPECT_FALSE(decoded(raw)) << raw;
    }
}

RC_GTEST_PROP(ATarget, GivesUtf8WithoutControlCharactersOrNothing, (const std::string& raw)) {
    const auto target = decode_target("/" + raw, 100);
    if (!target) return;
    RC_ASSERT(is_utf8(target->path));
    RC_ASSERT(target->path.find('\0') == std::string::npos);
    for (const parameter& each : target->query) RC_ASSERT(is_utf8(each.name) && is_utf8(each.value));
}

RC_GTEST_PROP(ATarget, IsReadBackWhateverCharactersWereEncoded, ()) {
    const auto characters = *rc::gen::container<std::vector<std::string>>(
        rc::gen::element<std::string>("a", "%", "+", "&", "=", "/", "é", "€", "😀", " ", "\n", "#", "?"));
    std::string text;
    for (const auto& each : characters) text += each;
    std::string raw = "/?v=";
    for (const char c : text) raw += fmt::format("%{:02x}", static_cast<unsigned char>(c));
    const auto target = decode_target(raw, 1);
    RC_ASSERT(target.has_value());
    RC_ASSERT(target->query.at(0).value == text);
}

TEST(Utf8, HasNoOverlongFormsSurrogatesOrTruncatedEnds) {
    EXPECT_TRUE(is_utf8("é€😀"));
    for (const std::string_view octets : {"\xC0\x80", "\xC3", "\xE2\x82", "\xF0\x9F\x98", "\xED\xBF\xBF",
                                          "\xF5\x80\x80\x80", "\x80", "\xE0\x80\x80", "a\xFF"}) {
        EXPECT_FALSE(is_utf8(octets));
    }
}

}  // namespace
}  // namespace parcours::http
