// SPDX-License-Identifier: Apache-2.0
#include "events/id.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace parcours {
namespace {

RC_GTEST_PROP(AnId, ComesBackFromItsText, (std::uint64_t high, std::uint64_t low)) {
    const person_id id{{high, low}};
    RC_ASSERT(parse_id<person_id>(to_string(id)) == id);
}

RC_GTEST_PROP(AnId, ComesBackFromItsOctets, (std::uint64_t high, std::uint64_t low)) {
    const id128 id{high, low};
    RC_ASSERT(id128::of(id.octets()) == id);
}

RC_GTEST_PROP(AnId, SortsAsItsOctetsAndItsText, (std::uint64_t high, std::uint64_t low, std::uint64_t other)) {
    const id128 one{high, low};
    const id128 two{high ^ (other >> 32), other};
    RC_ASSERT((one < two) == (view(one.octets()) < view(two.octets())));
    RC_ASSERT((one < two) == (to_base32(one) < to_base32(two)));
}

TEST(AnId, CarriesItsMomentAndItsRoute) {
    const auto id = id128::make({1'700'000'000'123}, 0xbeef, 7);
    EXPECT_EQ(id.made_at().ms, 1'700'000'000'123);
    EXPECT_EQ(id.route(), 0xbeef);
    EXPECT_EQ(id.low, 7U);
}

TEST(AnId, IsWrittenWithItsPrefix) {
    EXPECT_EQ(to_string(application_id{{0, 1}}), "app_00000000000000000000000001");
    EXPECT_EQ(to_string(stream_id{stream_kind::candidate_file, {0, 1}}), "person_00000000000000000000000001");
}

TEST(AnId, IsNotReadFromAnythingElse) {
    for (const auto* text :
         {"", "app_", "app", "person_00000000000000000000000001", "app_0000000000000000000000001",
          "app_000000000000000000000000011", "app_80000000000000000000000000", "app_0000000000000000000000000u",
          "app_0000000000000000000000000i", "app_0000000000000000000000000\xc3", " app_00000000000000000000000001"})
        EXPECT_FALSE(parse_id<application_id>(text)) << text;
}

TEST(AnId, IsReadInUpperCaseToo) {
    EXPECT_EQ(parse_id<offer_id>("offer_0000000000000000000000000Z"), (offer_id{{0, 31}}));
}

}  // namespace
}  // namespace parcours
