// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "tests/infra/vault/vault_under_test.hpp"

namespace parcours {
namespace {

namespace fs = std::filesystem;

constexpr token128 our_log{1, 2, 3};
constexpr token128 another_log{3, 2, 1};

// The vault of a log that was begun, used, and closed.
struct of_a_log : testing::Test {
    vault_under_test kept;
    sealing_key key;

    void SetUp() override {
        kept.settings.log = our_log;
        kept.open();
        key = kept.key_for(purpose_of(1, category_name::identity));
        kept.kept.reset();
        kept.settings.log_has_history = true;
    }
    void expect_refused(const std::string& word) {
        const auto opened = kept.try_open();
        ASSERT_FALSE(opened);
        EXPECT_EQ(opened.error().code, failure_code::corrupt);
        EXPECT_NE(opened.error().context.find(word), std::string::npos) << opened.error().context;
    }
};
using AVaultOfALog = of_a_log;

TEST_F(AVaultOfALog, OpensOverItsHistory) {
    kept.open();
    EXPECT_EQ(kept.answer_to(key), "the key");
}

TEST_F(AVaultOfALog, IsNotMadeAnewOverAHistoryWhereVaultAndAnchorAreGone) {
    const auto away = kept.home / "away";
    fs::rename(kept.settings.folder, away);
    fs::rename(kept.anchor_path(), away + ".anchor");
    for (int start = 0; start < 2; ++start) {
        expect_refused("there is no vault");
        EXPECT_FALSE(fs::exists(kept.anchor_path()));
        EXPECT_FALSE(fs::exists(kept.store_path()));
    }
    fs::remove_all(kept.settings.folder);
    fs::rename(away, kept.settings.folder);
    fs::rename(away + ".anchor", kept.anchor_path());
    kept.open();
    EXPECT_EQ(kept.answer_to(key), "the key");
}

TEST_F(AVaultOfALog, IsRefusedByAnotherLog) {
    kept.settings.log = another_log;
    expect_refused("not of this one");
    kept.settings.log_has_history = false;
    expect_refused("not of this one");
    kept.settings.log = our_log;
    kept.open();
    EXPECT_EQ(kept.answer_to(key), "the key");
}

TEST(AVaultAndALog, IsMadeWhereTheLogHasNoHistoryYet) {
    vault_under_test kept;
    kept.settings.log = our_log;
    kept.open();
    EXPECT_EQ(kept->term(), 1U);
}

TEST(AVaultAndALog, OfBeforeLogsWereNamedTakesTheOneItIsOpenedWith) {
    vault_under_test kept;
    kept.open();
    kept.kept.reset();
    kept.settings.log = our_log;
    kept.settings.log_has_history = true;
    kept.open();
    kept.kept.reset();
    kept.settings.log = another_log;
    EXPECT_FALSE(kept.try_open());
}

}  // namespace
}  // namespace parcours
