// SPDX-License-Identifier: Apache-2.0
#include "infra/credentials/sealed_records.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/infra/credentials/opened_vault.hpp"
#include "tests/support/keys_in_memory.hpp"

namespace parcours {
namespace {

constexpr person_id ana{{7, 1}};
constexpr person_id ben{{7, 2}};

class ARecordUnderAPersonsKey : public testing::Test {
  protected:
    void put(const person_id& whose, byte_view key, byte_view clear, sealed_kind kind = sealed_kind::password) {
        const auto written = records.write({{kind, bytes(key), sealed_record{whose, bytes(clear)}}});
        ASSERT_TRUE(written) << written.error().context;
        ASSERT_TRUE(records.make_durable(*written));
    }
    std::string read(byte_view key, sealed_kind kind = sealed_kind::password) {
        const auto found = records.read(kind, key);
        if (!found) return std::string(to_string(found.error().code));
        return *found ? (*found)->clear : "nothing";
    }

    opened_vault kept;
    sealed_records records{kept->store(), *kept, kept.random};
};

TEST_F(ARecordUnderAPersonsKey, IsReadAsItWasWrittenLast) {
    put(ana, "one", "first");
    put(ben, "two", "second");
    put(ana, "one", "third");
    EXPECT_EQ(read("one"), "third");
    EXPECT_EQ(read("two"), "second");
    EXPECT_EQ(read("two", sealed_kind::session), "nothing");
    EXPECT_EQ((*records.read(sealed_kind::password, "one"))->person, ana);
    ASSERT_TRUE(records.write({{sealed_kind::password, "one", std::nullopt}}));
    EXPECT_EQ(read("one"), "nothing");
}

TEST_F(ARecordUnderAPersonsKey, IsWrittenWithOthersOrNotAtAll) {
    put(ana, "one", "first");
    ASSERT_TRUE(kept->put_up({ben, {}, {}, {}}));
    const auto written = records.write(
        {{sealed_kind::password, "one", std::nullopt}, {sealed_kind::password, "two", sealed_record{ben, "second"}}});
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, failure_code::invalid);
    EXPECT_EQ(read("one"), "first");
    EXPECT_EQ(read("two"), "nothing");
}

TEST_F(ARecordUnderAPersonsKey, IsGoneOnceItsPersonIsErased) {  // privacy.md, "Credentials"; shows APT-RGT-04
    put(ana, "one", "first");
    put(ben, "two", "second");
    ASSERT_TRUE(kept->put_up({ana, {}, {}, {}}));
    EXPECT_EQ(read("one"), "nothing");
    EXPECT_EQ(read("two"), "second");
    kept.reopen();
    sealed_records again(kept->store(), *kept, kept.random);
    const auto gone = again.read(sealed_kind::password, "one");
    ASSERT_TRUE(gone) << gone.error().context;
    EXPECT_FALSE(*gone);
    EXPECT_TRUE(again.read(sealed_kind::password, "two")->has_value());
}

TEST_F(ARecordUnderAPersonsKey, FailsWhileNoKeyIsAnswered) {  // an outage never reads as gone
    keys_in_memory keys;
    sealed_records elsewhere(kept->store(), keys, kept.random);
    ASSERT_TRUE(elsewhere.write({{sealed_kind::token, "t", sealed_record{ana, "content"}}}));
    keys.set_outage(true);
    const auto none = elsewhere.read(sealed_kind::token, "t");
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, failure_code::unavailable);
    keys.set_outage(false);
    EXPECT_EQ((*elsewhere.read(sealed_kind::token, "t"))->clear, "content");
}

TEST_F(ARecordUnderAPersonsKey, IsDurableWhenItIsSaidToBe) {
    put(ana, "one", "first");
    EXPECT_EQ(kept->store().open_ticket(kept->store().last_ticket()), 0U);
    ASSERT_TRUE(records.write({{sealed_kind::session, "s", sealed_record{ana, "soon"}}}));
    EXPECT_NE(kept->store().open_ticket(kept->store().last_ticket()), 0U);
}

TEST_F(ARecordUnderAPersonsKey, IsListedBelowItsPrefixUpToABound) {
    for (const char* key : {"a1", "a2", "a3", "b1"}) put(ana, key, key, sealed_kind::session_of);
    put(ana, "a4", "other kind");
    EXPECT_EQ(*records.keys_below(sealed_kind::session_of, "a", 10), (std::vector<bytes>{"a1", "a2", "a3"}));
    EXPECT_EQ(*records.keys_below(sealed_kind::session_of, "a", 2), (std::vector<bytes>{"a1", "a2"}));
    EXPECT_EQ(records.keys_below(sealed_kind::session_of, "", 10)->size(), 4U);
    EXPECT_TRUE(records.keys_below(sealed_kind::session_of, "c", 10)->empty());
}

TEST_F(ARecordUnderAPersonsKey, IsNeverReadAsAnotherWithABitFlipped) {
    put(ana, "one", "content");
    put(ben, "two", "another");
    const bytes key = "s\x01one";
    const auto stored = kept->store().get(key);
    ASSERT_TRUE(stored && *stored);
    for (std::size_t bit = 0; bit < (*stored)->size() * 8; ++bit) {
        bytes damaged = **stored;
        damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ 1 << bit % 8);
        ASSERT_TRUE(kept->store().write({{key, damaged}}));
        EXPECT_EQ(read("one"), "corrupt") << "bit " << bit;
    }
    ASSERT_TRUE(kept->store().write({{key, **stored}, {"s\x01three", **stored}}));
    EXPECT_EQ(read("one"), "content");
    EXPECT_EQ(read("three"), "corrupt");  // it opens where it was written and nowhere else
}

TEST_F(ARecordUnderAPersonsKey, StandsNowhereInClear) {
    put(ana, "one", "a canary in a password's record");
    kept.reopen();
    for (const auto& each : std::filesystem::recursive_directory_iterator(kept.home.path())) {
        if (!each.is_regular_file()) continue;
        std::ifstream file(each.path(), std::ios::binary);
        const bytes content{std::istreambuf_iterator<char>(file), {}};
        EXPECT_EQ(content.find("a canary"), bytes::npos) << each.path();
    }
}

}  // namespace
}  // namespace parcours
