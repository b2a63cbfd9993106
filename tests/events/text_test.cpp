// SPDX-License-Identifier: Apache-2.0
#include "events/text.hpp"

#include <string>

#include <gtest/gtest.h>

namespace parcours {
namespace {

TEST(ABlankText, ShowsNothingWhateverItIsMadeOf) {
    for (const std::string each : {"",
                                   "  ",
                                   "\t\r\n",
                                   "\u00A0",
                                   "\u00AD",
                                   "\u034F",
                                   "\u061C",
                                   "\u115F",
                                   "\u1160",
                                   "\u180E",
                                   "\u2003",
                                   "\u200B",
                                   "\u200D",
                                   "\u200E",
                                   "\u2028",
                                   "\u202E",
                                   "\u2060",
                                   "\u2066",
                                   "\u2800",
                                   "\u3000",
                                   "\u3164",
                                   "\uFE0F",
                                   "\uFEFF",
                                   "\uFFA0",
                                   "\U000E0041",
                                   "\U000E0100",
                                   "\U0001D173",
                                   "\x7F",
                                   "\u0085",
                                   "\x01",
                                   " \u3164\u00AD\U000E0041 "})
        EXPECT_TRUE(is_blank(each)) << each;
}

TEST(AText, IsNotBlankOnceSomethingShows) {
    for (const std::string each :
         {".", "a", " \u3164a", "é", "\u0301", "\u2801", "\uFFFD", "\U0001F600", "\u05D0", "\u4E00", "\U000E1000"})
        EXPECT_FALSE(is_blank(each)) << each;
}

TEST(ALine, HoldsNothingThatLeavesItOrTurnsItAround) {
    for (const std::string each : {"a\nb", "a\rb", "a\tb", "a\x7F", "\u0085", "a\u2028b", "a\u2029b", "a\u202Ab",
                                   "\u202E", "a\u2066b", "a\u2069"})
        EXPECT_FALSE(is_one_line(each)) << each;
    EXPECT_FALSE(is_one_line(std::string("a\0b", 3)));
}

TEST(ALine, HoldsWhatNamesAreWrittenWith) {
    for (const std::string each : {"", "Zoé d'Arc-Nuñez", "Łukasz", "\u0627\u0644\u200Cف", "\u0915\u094D\u200Dष",
                                   "Ab\u200E", "\u4E00\u3000\u4E8C", "\U0001F600", "Ann\u00A0Roy"})
        EXPECT_TRUE(is_one_line(each)) << each;
}

TEST(CharactersOfAText, AreCountedAndNotItsOctets) {
    EXPECT_EQ(count_characters(""), 0U);
    EXPECT_EQ(count_characters("aé\u3164\U0001F600"), 4U);
}

}  // namespace
}  // namespace parcours
