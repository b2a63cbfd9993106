// SPDX-License-Identifier: Apache-2.0
#include "infra/settings/toml_file.hpp"

#include <gtest/gtest.h>

namespace parcours {
namespace {

std::string text_at(const std::string& toml, std::string_view key) {
    const auto root = parse_toml(toml, "a file");
    if (!root) return "not read: " + root.error().reason;
    const auto* found = root->find(key);
    return found == nullptr ? "not there" : found->value.text;
}

TEST(ATextOverLines, KeepsEveryLetterAfterABrokenLine) {
    EXPECT_EQ(text_at("a = \"\"\"Droit à l'image, \\\n    école et \\\n    œuvre\"\"\"\n", "a"),
              "Droit à l'image, école et œuvre");
    // U+1684, U+2030, U+3041 and U+FB4F stand in the ranges in which the library looks for spaces.
    EXPECT_EQ(text_at("a = \"\"\"x\\\n  \u1684\\\n  \u2030\\\n  \u3041\\\n  \ufb4f\"\"\"\n", "a"),
              "x\u1684\u2030\u3041\ufb4f");
}

TEST(ATextOverLines, LeavesOutSpacesAfterABrokenLine) {
    EXPECT_EQ(text_at("a = \"\"\"x\\\n  \u2003 y\"\"\"\n", "a"), "xy");
}

TEST(ALetterOutsideOfTexts, IsRefusedWithItsPlace) {
    const auto root = parse_toml("a = 1\n\ufb4f = 2\n", "a file");
    ASSERT_FALSE(root);
    EXPECT_EQ(root.error().line, 2U);
}

}  // namespace
}  // namespace parcours
