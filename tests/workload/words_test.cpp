// SPDX-License-Identifier: Apache-2.0
#include "tests/workload/words.hpp"

#include <gtest/gtest.h>

#include "commands/deciders/person_checks.hpp"
#include "commands/deciders/siret.hpp"

namespace parcours::workload {
namespace {

constexpr int draws = 2000;

std::size_t count_characters(const std::string& text) {
    std::size_t found = 0;
    for (const char each : text) found += (static_cast<unsigned char>(each) & 0xC0U) != 0x80U ? 1 : 0;
    return found;
}

TEST(Sirets, HaveSoundCheckDigits) {
    random_source random(7);
    for (int i = 0; i < draws; ++i) {
        const auto drawn = draw_siret(random, false);
        EXPECT_TRUE(is_siret(drawn)) << drawn;
    }
}

TEST(Sirets, OfLaPosteAreSoundByItsExceptionAlone) {
    random_source random(7);
    for (int i = 0; i < draws; ++i) {
        const auto drawn = draw_siret(random, true);
        EXPECT_TRUE(is_siret(drawn)) << drawn;
        EXPECT_EQ(drawn.substr(0, 9), "356000000");
    }
}

TEST(Addresses, AreSoundAndReserved) {
    random_source random(7);
    for (std::size_t i = 0; i < static_cast<std::size_t>(draws); ++i) {
        const auto made = make_email(draw_first_name(random), draw_last_name(random), i);
        EXPECT_TRUE(is_email(made)) << made;
        const auto domain = made.substr(made.find('@') + 1);
        EXPECT_TRUE(domain.starts_with("example.") || domain.ends_with(".example")) << made;
    }
}

TEST(Texts, KeepToTheirLengthAndHoldWhatIsHardToWrite) {
    random_source random(7);
    bool emoji = false, from_the_right = false, accents = false, paragraphs = false;
    for (int i = 0; i < draws; ++i) {
        const auto text = write_text(random, static_cast<topic>(i % 8));
        const auto length = count_characters(text);
        EXPECT_GE(length, 40U) << text;
        EXPECT_LE(length, 1200U) << text;
        emoji = emoji || text.find("🙂") != std::string::npos;
        from_the_right = from_the_right || text.find("שלום") != std::string::npos;
        accents = accents || text.find("é") != std::string::npos;
        paragraphs = paragraphs || text.find("\n\n") != std::string::npos;
    }
    EXPECT_TRUE(emoji && from_the_right && accents && paragraphs);
}

}  // namespace
}  // namespace parcours::workload
