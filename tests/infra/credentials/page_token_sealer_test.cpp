// SPDX-License-Identifier: Apache-2.0
#include "infra/credentials/page_token_sealer.hpp"

#include "tests/infra/credentials/opened_vault.hpp"

namespace parcours {
namespace {

class ASealedToken : public testing::Test {
  protected:
    opened_vault kept;
    page_token_sealer sealer{kept->keys_of_page(), kept.random};
};

TEST_F(ASealedToken, OpensForItsPurposeAlone) {
    for (const bytes& content : {bytes(), bytes("a cursor"), bytes(1, '\0'), bytes(500, '\xff')}) {
        const std::string text = sealer.seal("list of offers", content);
        EXPECT_EQ(sealer.open("list of offers", text), content);
        EXPECT_EQ(sealer.open("list of offer", text), std::nullopt);
        EXPECT_EQ(sealer.open("", text), std::nullopt);
        EXPECT_EQ(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
                  std::string::npos);
    }
}

TEST_F(ASealedToken, IsAnotherEachTimeAndShowsNothing) {
    const std::string text = sealer.seal("list", "the same content");
    EXPECT_NE(text, sealer.seal("list", "the same content"));
    EXPECT_EQ(text.find("content"), std::string::npos);
}

TEST_F(ASealedToken, IsTheSameForTheSameContentWhereThatIsAsked) {
    const std::string text = sealer.seal_alike("list", "the same content");
    EXPECT_EQ(text, sealer.seal_alike("list", "the same content"));
    EXPECT_NE(text, sealer.seal_alike("list", "another content"));
    EXPECT_NE(text, sealer.seal_alike("lists", "the same content"));
    EXPECT_EQ(sealer.open("list", text), "the same content");
    EXPECT_EQ(sealer.open("lists", text), std::nullopt);
}

TEST_F(ASealedToken, DoesNotOpenWithAnyBitFlipped) {
    const bytes content = "a cursor of some length";
    std::string text = sealer.seal("list", content);
    for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
        text[bit / 8] = static_cast<char>(text[bit / 8] ^ 1 << bit % 8);
        EXPECT_EQ(sealer.open("list", text), std::nullopt) << "bit " << bit;
        text[bit / 8] = static_cast<char>(text[bit / 8] ^ 1 << bit % 8);
    }
    EXPECT_EQ(sealer.open("list", text), content);
}

TEST_F(ASealedToken, DoesNotOpenWhereItIsCutOrLengthened) {
    const std::string text = sealer.seal("list", "a cursor");
    for (std::size_t size = 0; size < text.size(); ++size)
        EXPECT_EQ(sealer.open("list", text.substr(0, size)), std::nullopt) << size;
    for (const std::string more : {"A", "=", "==", " ", "\n", "AAAA"}) {
        EXPECT_EQ(sealer.open("list", text + more), std::nullopt) << more;
        EXPECT_EQ(sealer.open("list", more + text), std::nullopt) << more;
    }
    EXPECT_EQ(sealer.open("list", std::string(1 << 20, 'A')), std::nullopt);
}

TEST_F(ASealedToken, OutlivesItsProcessAndNotItsVault) {
    const std::string text = sealer.seal("list", "a cursor");
    kept.reopen();
    page_token_sealer again(kept->keys_of_page(), kept.random);
    EXPECT_EQ(again.open("list", text), "a cursor");
    opened_vault other(2);
    page_token_sealer elsewhere(other->keys_of_page(), other.random);
    EXPECT_EQ(elsewhere.open("list", text), std::nullopt);
    // One of this form that another made, as somebody would who knows the form.
    EXPECT_EQ(again.open("list", elsewhere.seal("list", "a cursor")), std::nullopt);
}

}  // namespace
}  // namespace parcours
