// SPDX-License-Identifier: Apache-2.0
#include "tests/infra/vault/vault_under_test.hpp"

namespace parcours {
namespace {

using enum category_name;

// One key of each sort of a person, and of another who is never touched.
class AFence : public testing::Test {
  protected:
    void SetUp() override {
        kept.open();
        names = kept.key_for(purpose_of(1, identity));
        address = kept.key_for(purpose_of(1, contact));
        first = kept.key_for(purpose_of(1, application, scope_number(1)));
        second = kept.key_for(purpose_of(1, application, scope_number(2)));
        note = kept.key_for(text_of(1, followup));
        message = kept.key_for(text_of(1, application, scope_number(1)));
        neighbour = kept.key_for(purpose_of(2, identity));
    }
    void put_up(category_name category, const id128& scope = {}, const key_id& own_key = {}) {
        const auto up = kept->put_up({person_number(1), category, scope, own_key});
        ASSERT_TRUE(up) << up.error().context;
    }
    std::string minting(const key_purpose& purpose) {
        const auto key = kept->to_seal(purpose);
        return key ? "a key" : std::string(to_string(key.error().code));
    }
    // Now, and from disk.
    template <class Check>
    void twice(const Check& holds) {
        holds("at once");
        kept.open();
        holds("after a reopening");
    }

    vault_under_test kept;
    sealing_key names, address, first, second, note, message, neighbour;
};

TEST_F(AFence, AroundAPersonClosesAllThatIsTheirs) {  // shows APT-RGT-04
    put_up({});
    twice([this](const char* when) {
        SCOPED_TRACE(when);
        for (const auto& key : {names, address, first, second, note, message}) EXPECT_EQ(kept.answer_to(key), "erased");
        for (const auto& purpose : {purpose_of(1, identity), purpose_of(1, support), text_of(1, followup),
                                    purpose_of(1, application, scope_number(3))})
            EXPECT_EQ(minting(purpose), "invalid");
        EXPECT_EQ(kept.answer_to(neighbour), "the key");
        EXPECT_EQ(minting(purpose_of(2, support)), "a key");
    });
}

TEST_F(AFence, AroundACategoryClosesThatAlone) {
    put_up(application);
    twice([this](const char* when) {
        SCOPED_TRACE(when);
        for (const auto& key : {first, second, message}) EXPECT_EQ(kept.answer_to(key), "erased");
        for (const auto& key : {names, address, note, neighbour}) EXPECT_EQ(kept.answer_to(key), "the key");
        EXPECT_EQ(minting(purpose_of(1, application, scope_number(3))), "invalid");
        EXPECT_EQ(minting(text_of(1, application, scope_number(1))), "invalid");
        EXPECT_EQ(kept.key_for(purpose_of(1, identity)).id, names.id);
        EXPECT_EQ(minting(text_of(1, followup)), "a key");
    });
}

TEST_F(AFence, AroundAnApplicationClosesThatAlone) {
    put_up(application, scope_number(1));
    twice([this](const char* when) {
        SCOPED_TRACE(when);
        for (const auto& key : {first, message}) EXPECT_EQ(kept.answer_to(key), "erased");
        for (const auto& key : {names, address, second, note, neighbour}) EXPECT_EQ(kept.answer_to(key), "the key");
        EXPECT_EQ(minting(purpose_of(1, application, scope_number(1))), "invalid");
        EXPECT_EQ(minting(text_of(1, application, scope_number(1))), "invalid");
        EXPECT_EQ(minting(text_of(1, application, scope_number(2))), "a key");
    });
}

TEST_F(AFence, AroundOneTextClosesThatAlone) {
    const auto other = kept.key_for(text_of(1, followup));
    put_up({}, {}, note.id);
    twice([&](const char* when) {
        SCOPED_TRACE(when);
        EXPECT_EQ(kept.answer_to(note), "erased");
        for (const auto& key : {names, address, first, second, message, neighbour, other})
            EXPECT_EQ(kept.answer_to(key), "the key");
        EXPECT_EQ(minting(text_of(1, followup)), "a key");
    });
}

TEST_F(AFence, StandsBesideOthersAndMayBePutUpAgain) {
    for (int times = 0; times < 2; ++times) {
        put_up(contact);
        put_up(application, scope_number(2));
        put_up({}, {}, note.id);
    }
    twice([this](const char* when) {
        SCOPED_TRACE(when);
        for (const auto& key : {address, second, note}) EXPECT_EQ(kept.answer_to(key), "erased");
        for (const auto& key : {names, first, message}) EXPECT_EQ(kept.answer_to(key), "the key");
    });
    put_up({});
    put_up(contact);
    twice([this](const char* when) {
        SCOPED_TRACE(when);
        for (const auto& key : {names, address, first, second, note, message}) EXPECT_EQ(kept.answer_to(key), "erased");
    });
}

TEST_F(AFence, ClosesAPersonWhoNeverHadAKey) {
    ASSERT_TRUE(kept->put_up({person_number(9), {}, {}, {}}));
    ASSERT_TRUE(kept->put_up({person_number(8), contact, {}, {}}));
    twice([this](const char* when) {
        SCOPED_TRACE(when);
        EXPECT_EQ(minting(purpose_of(9, identity)), "invalid");
        EXPECT_EQ(minting(purpose_of(8, contact)), "invalid");
        EXPECT_EQ(minting(purpose_of(8, identity)), "a key");
    });
}

TEST_F(AFence, IsOnDiskWhenItIsUp) {
    put_up(contact);
    EXPECT_EQ(kept->store().open_ticket(kept->store().last_ticket()), 0U);
}

}  // namespace
}  // namespace parcours
