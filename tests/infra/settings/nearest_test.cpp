// SPDX-License-Identifier: Apache-2.0
#include "infra/settings/nearest.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace parcours {
namespace {

TEST(AMistypedWord, IsMetByTheNearestKnownOne) {
    const std::vector<std::string> known{"http.port", "http.address", "log.kind"};
    EXPECT_EQ(nearest("http.prot", known), "http.port");
    EXPECT_EQ(nearest("log_kind", known), "log.kind");
    EXPECT_EQ(nearest("something else entirely", known), std::nullopt);
    EXPECT_EQ(unknown_word("key", "zzzzzzzz", {"a", "b"}), "unknown key \"zzzzzzzz\"; known: a, b");
}

TEST(EditDistance, CountsSwapsAsOne) {
    EXPECT_EQ(edit_distance("", ""), 0U);
    EXPECT_EQ(edit_distance("abc", ""), 3U);
    EXPECT_EQ(edit_distance("ab", "ba"), 1U);
    EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
}

RC_GTEST_PROP(EditDistance, IsSymmetricAndZeroOnlyForEqualWords, (const std::string& one, const std::string& other)) {
    RC_ASSERT(edit_distance(one, other) == edit_distance(other, one));
    RC_ASSERT((edit_distance(one, other) == 0) == (one == other));
}

}  // namespace
}  // namespace parcours
