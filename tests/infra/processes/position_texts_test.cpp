// SPDX-License-Identifier: Apache-2.0
#include "infra/processes/position_texts.hpp"

#include <set>

#include <gtest/gtest.h>

#include "infra/rocksdb/storage_memory.hpp"
#include "infra/system/system_entropy.hpp"
#include "infra/vault/anchor_file.hpp"
#include "infra/vault/vault.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/scratch_folder.hpp"

namespace parcours {
namespace {

constexpr token128 generation{7};

class APositionOfAClient : public testing::Test {
  protected:
    APositionOfAClient() {
        vault_settings settings;
        settings.folder = home / "vault";
        auto opened =
            vault::open(settings, std::make_unique<anchor_file>(home / "anchor", random), memory, time, random);
        check(opened.has_value(), "a test's vault opens");
        kept = *std::move(opened);
        seal = std::make_unique<page_token_sealer>(kept->keys_of_page(), random);
    }

    scratch_folder home;
    storage_memory memory{std::size_t{16} << 20};
    fake_clock time;
    system_entropy random;
    std::unique_ptr<vault> kept;
    std::unique_ptr<page_token_sealer> seal;
};

TEST_F(APositionOfAClient, IsReadAsItWasWritten) {
    const sealed_positions positions(*seal);
    for (const position at : {position{0, 0}, position{7, 548}, position{1'023, INT64_MAX}}) {
        const auto told = positions.read(positions.write(generation, at));
        ASSERT_TRUE(told);
        EXPECT_EQ(told->generation, generation);
        EXPECT_EQ(told->at, at);
    }
}

TEST_F(APositionOfAClient, IsAlwaysTheSameTextAndEveryOtherAnother) {
    const sealed_positions positions(*seal);
    std::set<std::string> texts;
    for (std::int64_t offset = 0; offset < 100; ++offset) {
        texts.insert(positions.write(generation, {2, offset}));
        texts.insert(positions.write(generation, {2, offset}));
    }
    EXPECT_EQ(texts.size(), 100U);
}

TEST_F(APositionOfAClient, TellsNoNumber) {
    const sealed_positions positions(*seal);
    const auto one = positions.write(generation, {2, 548});
    const auto next = positions.write(generation, {2, 549});
    EXPECT_EQ(one.find('.'), std::string::npos);
    std::size_t alike = 0;  // beside the key's name at the start
    for (std::size_t each = 24; each < one.size(); ++each) alike += one[each] == next[each] ? 1 : 0;
    EXPECT_LT(alike, one.size() / 4);
}

TEST_F(APositionOfAClient, IsNothingWhereNobodyWroteIt) {
    const sealed_positions positions(*seal);
    const auto one = positions.write(generation, {2, 548});
    for (const auto& forged : {std::string(), to_hex(view(generation)) + ".2.549", one + "A", one.substr(1),
                               seal->seal("cursor", "anything"), seal->seal("position", "of another length")})
        EXPECT_FALSE(positions.read(forged)) << forged;
}

}  // namespace
}  // namespace parcours
