// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "tests/infra/vault/vault_under_test.hpp"

namespace parcours {
namespace {

using enum category_name;

class AVault : public testing::Test {
  protected:
    void SetUp() override { kept.open(); }
    vault_under_test kept;
};

TEST_F(AVault, HasOneKeyForEachPurposeAndKeepsItWhenReopened) {
    std::vector<std::pair<key_purpose, sealing_key>> all;
    std::set<key_id> ids;
    for (std::uint64_t person = 1; person <= 40; ++person)
        for (const auto& purpose :
             {purpose_of(person, identity), purpose_of(person, contact),
              purpose_of(person, application, scope_number(1)), purpose_of(person, application, scope_number(2))}) {
            all.emplace_back(purpose, kept.key_for(purpose));
            ids.insert(all.back().second.id);
        }
    EXPECT_EQ(ids.size(), all.size());
    for (int round = 0; round < 2; ++round) {
        for (const auto& [purpose, key] : all) {
            const auto again = kept.key_for(purpose);
            EXPECT_EQ(again.id, key.id);
            EXPECT_EQ(again.secret, key.secret);
            EXPECT_EQ(kept.answer_to(key), "the key");
        }
        kept.open();
    }
}

TEST_F(AVault, GivesEachTextThatMayGoAloneAKeyOfItsOwn) {
    const auto one = kept.key_for(text_of(1, followup));
    const auto other = kept.key_for(text_of(1, followup));
    EXPECT_NE(one.id, other.id);
    EXPECT_NE(one.secret, other.secret);
    kept.open();
    EXPECT_EQ(kept.answer_to(one), "the key");
    EXPECT_EQ(kept.answer_to(other), "the key");
    EXPECT_EQ(kept.answer_to(kept.key_for(text_of(1, followup))), "the key");
}

TEST_F(AVault, SaysOfAKeyWhetherItIsDurable) {  // shows that keys come first (architecture.md)
    const auto first = kept.key_for(purpose_of(1, identity));
    const auto second = kept.key_for(purpose_of(2, identity));
    EXPECT_NE(first.ticket, 0U);
    EXPECT_GT(second.ticket, first.ticket);
    EXPECT_EQ(kept.key_for(purpose_of(1, identity)).ticket, first.ticket);
    ASSERT_TRUE(kept->make_durable(first.ticket));
    EXPECT_EQ(kept.key_for(purpose_of(1, identity)).ticket, 0U);
    ASSERT_TRUE(kept->make_durable(second.ticket));
    const auto syncs = kept->store().syncs();
    ASSERT_TRUE(kept->make_durable(first.ticket));
    ASSERT_TRUE(kept->make_durable(0));
    EXPECT_EQ(kept->store().syncs(), syncs);
    EXPECT_EQ(kept.key_for(purpose_of(2, identity)).ticket, 0U);
}

TEST_F(AVault, AnswersInTheOrderAskedWhetherAKeyIsAtHandOrNot) {
    std::vector<sealing_key> all;
    for (std::uint64_t person = 1; person <= 9; ++person) all.push_back(kept.key_for(text_of(person, profile)));
    ASSERT_TRUE(kept->put_up({person_number(4), {}, {}, {}}));
    kept.open();
    EXPECT_EQ(kept.answer_to(all[2]), "the key");  // at hand from now on
    std::vector<key_id> ids;
    for (const std::size_t at : {8U, 2U, 3U, 0U, 2U}) ids.push_back(all[at].id);
    const auto answers = kept->to_open(ids);
    ASSERT_TRUE(answers) << answers.error().context;
    EXPECT_EQ((*answers)[0], opening_key(all[8].secret));
    EXPECT_EQ((*answers)[1], opening_key(all[2].secret));
    EXPECT_EQ((*answers)[2], opening_key(erased{}));
    EXPECT_EQ((*answers)[3], opening_key(all[0].secret));
    EXPECT_EQ((*answers)[4], opening_key(all[2].secret));
    EXPECT_TRUE(kept->to_open({})->empty());
}

TEST_F(AVault, FailsForAKeyThatItNeverKnew) {  // an unknown id is no erasure
    const auto key = kept.key_for(purpose_of(1, identity));
    ASSERT_TRUE(kept->put_up({person_number(1), {}, {}, {}}));
    auto id = key.id;
    id.back() ^= 1;
    const auto answer = kept.open_one(id);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, failure_code::corrupt);
    EXPECT_FALSE(kept->to_open(std::vector{key.id, id}));
}

TEST_F(AVault, NeverGivesOutAKeyThatWrapsOthers) {
    kept.key_for(text_of(1, followup));
    std::vector<key_id> wrapping;
    ASSERT_TRUE(kept->store().scan("k", "l", [&](byte_view key, byte_view) {
        key_id id{};
        std::copy(key.begin() + 1, key.end(), id.begin());
        if (work_of(id) == key_work::wraps) wrapping.push_back(id);
        return true;
    }));
    ASSERT_EQ(wrapping.size(), 1U);
    const auto answer = kept.open_one(wrapping.front());
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, failure_code::corrupt);
}

TEST_F(AVault, GoesOnWithFewKeysAndPersonsAtHand) {
    kept.settings.keys_cached_max = 8;
    kept.settings.persons_cached_max = 4;
    kept.open();
    std::vector<std::pair<key_purpose, sealing_key>> all;
    std::vector<sealing_key> texts;
    for (std::uint64_t person = 1; person <= 100; ++person) {
        for (const auto& purpose : {purpose_of(person, identity), purpose_of(person, profile)})
            all.emplace_back(purpose, kept.key_for(purpose));
        texts.push_back(kept.key_for(text_of(person, followup)));
    }
    for (const auto& [purpose, key] : all) {
        EXPECT_EQ(kept.key_for(purpose).id, key.id);
        EXPECT_EQ(kept.answer_to(key), "the key");
    }
    for (const auto& key : texts) EXPECT_EQ(kept.answer_to(key), "the key");
    std::vector<key_id> ids;
    for (const auto& key : texts) ids.push_back(key.id);
    const auto answers = kept->to_open(ids);
    ASSERT_TRUE(answers) << answers.error().context;
    for (std::size_t i = 0; i < ids.size(); ++i) EXPECT_EQ((*answers)[i], opening_key(texts[i].secret));
}

TEST_F(AVault, DigestsWhatClientsSendUnderAKeyThatItNames) {
    const auto now = kept->dedupe_digest("a request");
    ASSERT_TRUE(now);
    EXPECT_NE(now->value, kept->dedupe_digest("another request")->value);
    kept.open();
    EXPECT_EQ(kept->dedupe_digest("a request")->value, now->value);
    const auto named = kept->dedupe_digest("a request", now->key);
    ASSERT_TRUE(named);
    EXPECT_EQ(named->value, now->value);
    EXPECT_EQ(named->key, now->key);
    const auto unknown = kept->dedupe_digest("a request", token128{1});
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, failure_code::invalid);
    vault_under_test other(2);
    other.open();
    EXPECT_NE(other->dedupe_digest("a request")->value, now->value);
}

TEST_F(AVault, HasAGreaterTermEachTimeItIsOpened) {
    const auto first = kept->term();
    EXPECT_EQ(first, 1U);
    for (std::uint64_t times = 1; times <= 3; ++times) {
        kept.open();
        EXPECT_EQ(kept->term(), first + times);
    }
}

TEST_F(AVault, IsOpenInOneProcessAtATime) {
    const auto second = kept.try_open();
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, failure_code::unavailable);
    kept.open();
}

}  // namespace
}  // namespace parcours
