// SPDX-License-Identifier: Apache-2.0
#include "tests/infra/vault/vault_under_test.hpp"

namespace parcours {
namespace {

constexpr std::int64_t day_ms = std::int64_t{24} * 3'600'000;

class AKeyOfThePage : public testing::Test {
  protected:
    void SetUp() override { kept.open(); }
    void pass_days(std::int64_t days) {
        kept.time.advance_ms(days * day_ms);
        const auto renewed = kept->renew();
        ASSERT_TRUE(renewed) << renewed.error().context;
    }
    std::size_t count(page_key_use use) { return kept->keys_of_page().all(use).size(); }

    vault_under_test kept;
};

TEST_F(AKeyOfThePage, ForRetriesIsRenewedWeeklyAndDestroyedAWeekLater) {  // log.md, "Command ids"
    const auto first = kept->dedupe_digest("a request");
    pass_days(6);
    EXPECT_EQ(kept->dedupe_digest("a request")->key, first->key);
    pass_days(1);
    const auto second = kept->dedupe_digest("a request");
    EXPECT_NE(second->key, first->key);
    EXPECT_NE(second->value, first->value);
    EXPECT_EQ(kept->dedupe_digest("a request", first->key)->value, first->value);
    kept.open();
    EXPECT_EQ(kept->dedupe_digest("a request")->key, second->key);
    EXPECT_EQ(kept->dedupe_digest("a request", first->key)->value, first->value);
    pass_days(6);
    EXPECT_TRUE(kept->dedupe_digest("a request", first->key));
    pass_days(1);
    const auto gone = kept->dedupe_digest("a request", first->key);
    ASSERT_FALSE(gone);
    EXPECT_EQ(gone.error().code, failure_code::invalid);
    EXPECT_TRUE(kept->dedupe_digest("a request", second->key));
    kept.open();
    EXPECT_FALSE(kept->dedupe_digest("a request", first->key));
}

TEST_F(AKeyOfThePage, ForRetriesIsKeptAWeekAfterAVaultThatWasLongClosedIsOpened) {
    const auto first = kept->dedupe_digest("a request");
    kept.kept.reset();
    kept.time.advance_ms(90 * day_ms);
    kept.open();
    EXPECT_NE(kept->dedupe_digest("a request")->key, first->key);
    EXPECT_TRUE(kept->dedupe_digest("a request", first->key));
    for (int weeks = 0; weeks < 30; ++weeks) pass_days(7);
    EXPECT_EQ(count(page_key_use::dedupe), 2U);
}

TEST_F(AKeyOfThePage, IsNotMadeBeforeItsTimeAndNotWhereTheClockGoesBack) {
    const auto present = kept->dedupe_digest("a request");
    for (int times = 0; times < 3; ++times) pass_days(0);
    pass_days(-100);
    EXPECT_EQ(kept->dedupe_digest("a request")->key, present->key);
    EXPECT_EQ(count(page_key_use::dedupe), 1U);
    EXPECT_EQ(count(page_key_use::blind_index), 1U);
}

TEST_F(AKeyOfThePage, ForBlindIndexesStaysUntilItIsDestroyed) {  // privacy.md, "Blind index"
    auto& page = kept->keys_of_page();
    const auto first = page.latest(page_key_use::blind_index);
    pass_days(29);
    EXPECT_EQ(count(page_key_use::blind_index), 1U);
    pass_days(1);
    ASSERT_EQ(count(page_key_use::blind_index), 2U);
    EXPECT_NE(page.latest(page_key_use::blind_index).name, first.name);
    EXPECT_EQ(page.all(page_key_use::blind_index)[1].name, first.name);
    for (int months = 0; months < 5; ++months) pass_days(30);
    EXPECT_EQ(count(page_key_use::blind_index), 4U);  // none goes by itself, so at some time none is made
    ASSERT_TRUE(page.destroy(page_key_use::blind_index, first.name));
    EXPECT_FALSE(page.named(page_key_use::blind_index, first.name));
    ASSERT_TRUE(page.destroy(page_key_use::blind_index, first.name));
    kept.open();
    EXPECT_FALSE(kept->keys_of_page().named(page_key_use::blind_index, first.name));
    EXPECT_EQ(count(page_key_use::blind_index), 4U);  // one gone, and room for one more
}

TEST_F(AKeyOfThePage, OfOtherUsesStays) {
    const auto tokens = kept->keys_of_page().latest(page_key_use::tokens);
    const auto proofs = kept->keys_of_page().latest(page_key_use::proofs);
    const auto key = kept.key_for(purpose_of(1, category_name::identity));
    for (int months = 0; months < 12; ++months) pass_days(30);
    kept.open();
    EXPECT_EQ(kept->keys_of_page().latest(page_key_use::tokens).name, tokens.name);
    EXPECT_EQ(kept->keys_of_page().latest(page_key_use::proofs).name, proofs.name);
    EXPECT_EQ(kept.answer_to(key), "the key");
}

}  // namespace
}  // namespace parcours
