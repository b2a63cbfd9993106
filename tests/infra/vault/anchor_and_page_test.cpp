// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fstream>

#include <gtest/gtest.h>

#include "infra/vault/anchor_file.hpp"
#include "infra/vault/page_file.hpp"
#include "tests/support/fixed_entropy.hpp"
#include "tests/support/scratch_folder.hpp"

namespace parcours {
namespace {

anchor_secret secret_of(std::uint64_t generation, entropy& random) { return {generation, make_secret(random)}; }

bool holds(const std::filesystem::path& path, byte_view octets) {
    std::ifstream file(path, std::ios::binary);
    const std::string all(std::istreambuf_iterator<char>(file), {});
    return all.find(octets) != std::string::npos;
}

TEST(AnAnchor, IsReadAsItWasWrittenLast) {
    const scratch_folder folder;
    fixed_entropy random;
    anchor_file where(folder / "anchor", random);
    const auto none = where.read();
    ASSERT_TRUE(none) << none.error().context;
    EXPECT_FALSE(none->has_value());
    for (const std::uint64_t generation : {1U, 2U, 3U}) {
        const auto next = secret_of(generation, random);
        const auto written = where.write(next);
        ASSERT_TRUE(written) << written.error().context;
        const auto read = where.read();
        ASSERT_TRUE(read && read->has_value());
        EXPECT_EQ((*read)->generation, generation);
        EXPECT_EQ((*read)->secret, next.secret);
    }
}

TEST(AnEarlierAnchor, IsGoneFromItsFileOnceItIsDestroyed) {  // privacy.md, "Erasing", step 4
    const scratch_folder folder;
    fixed_entropy random;
    const std::string path = folder / "anchor";
    anchor_file where(path, random);
    const auto first = secret_of(1, random);
    const auto second = secret_of(2, random);
    ASSERT_TRUE(where.write(first));
    ASSERT_TRUE(where.write(second));
    EXPECT_TRUE(holds(path, view(first.secret)));  // the control: the search finds what is there
    ASSERT_TRUE(where.destroy_earlier());
    EXPECT_FALSE(holds(path, view(first.secret)));
    const auto read = where.read();
    ASSERT_TRUE(read && read->has_value());
    EXPECT_EQ((*read)->secret, second.secret);
}

TEST(APage, OpensUnderItsAnchorAlone) {
    const scratch_folder folder;
    fixed_entropy random;
    page_file where(folder.path(), random);
    const auto under = secret_of(1, random);
    const auto content = make_page({1'774'000'000'000}, random);
    ASSERT_TRUE(where.write(content, under));
    const auto read = where.read(under);
    ASSERT_TRUE(read) << read.error().context;
    EXPECT_EQ(read->bucket_keys(), bucket_count);
    for (std::uint16_t bucket = 0; bucket < bucket_count; ++bucket)
        EXPECT_EQ(read->latest_bucket(bucket)->secret, content.latest_bucket(bucket)->secret);
    const auto other = where.read(secret_of(1, random));
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, failure_code::corrupt);
}

TEST(APage, HoldsNoKeyInClear) {
    const scratch_folder folder;
    fixed_entropy random;
    page_file where(folder.path(), random);
    const auto content = make_page({1'774'000'000'000}, random);
    ASSERT_TRUE(where.write(content, secret_of(1, random)));
    for (const auto& each : std::filesystem::directory_iterator(folder.path()))
        EXPECT_FALSE(holds(each.path(), view(content.latest_bucket(0)->secret))) << each.path();
}

}  // namespace
}  // namespace parcours
