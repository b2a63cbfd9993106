// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <fstream>
#include <thread>

#include "tests/contracts/unique_index_contract.hpp"
#include "tests/infra/disk/test_disk.hpp"
#include "tests/infra/vault/index_in_vault.hpp"

namespace parcours {
namespace {

// The vault under test, with the contract's clock for the index.
class in_vault_under_test final : public unique_index_under_test {
  public:
    in_vault_under_test() { reopen(); }
    unique_index& index() override { return *index_; }
    void reopen() override {
        index_.reset();
        kept_.open();
        index_ = std::make_unique<unique_index_store>(kept_->store(), kept_->keys_of_page(), time);
    }

  private:
    vault_under_test kept_;
    std::unique_ptr<unique_index_store> index_;
};

const unique_index_kind in_vault{"InVault", [] { return std::make_unique<in_vault_under_test>(); }};

INSTANTIATE_TEST_SUITE_P(InVault, AUniqueIndex, testing::Values(in_vault), unique_index_kind_name);

using TheIndexOfAVault = index_in_vault;

TEST_F(TheIndexOfAVault, FindsWhatWasWrittenUnderAnEarlierKey) {  // privacy.md, "Blind index"
    hold("old@b.fr", 1);
    pass_days(31);
    ASSERT_EQ(blind_index_keys(), 2U);
    hold("new@b.fr", 2);
    open();
    EXPECT_FALSE(*index->reserve(email, "old@b.fr", command_id{77}, 1, {7, 3}));
    EXPECT_EQ(whose("old@b.fr"), 1U);
    EXPECT_EQ(whose("new@b.fr"), 2U);
}

TEST_F(TheIndexOfAVault, DestroysAnEarlierKeyOnceNothingLiesUnderIt) {
    hold("old@b.fr", 1);
    hold("never asked@b.fr", 2);
    pass_days(31);
    EXPECT_EQ(whose("old@b.fr"), 1U);  // whoever is looked for is moved
    ASSERT_TRUE(index->tidy());
    EXPECT_EQ(blind_index_keys(), 2U);
    EXPECT_EQ(*index->restate(email, "never asked@b.fr", {7, 2}), true);
    ASSERT_TRUE(index->open_reservations({0}));
    EXPECT_EQ(blind_index_keys(), 1U);
    open();
    EXPECT_EQ(whose("old@b.fr"), 1U);
    EXPECT_EQ(whose("never asked@b.fr"), 2U);
    hold("newer@b.fr", 1);
    EXPECT_EQ(whose("old@b.fr"), 0U);
}

TEST_F(TheIndexOfAVault, KeepsAReservationThatOutlivesItsKey) {
    const command_id by{5};
    ASSERT_TRUE(*index->reserve(email, "a@b.fr", by, 1, {7, 5}));
    pass_days(31);
    ASSERT_TRUE(index->tidy());
    EXPECT_EQ(blind_index_keys(), 2U);
    EXPECT_FALSE(*index->reserve(email, "a@b.fr", command_id{6}, 1, {7, 6}));
    ASSERT_TRUE(index->confirm(by, email, {7, 5}));
    EXPECT_EQ(whose("a@b.fr"), 5U);
    ASSERT_TRUE(index->tidy());
    EXPECT_EQ(blind_index_keys(), 1U);
    EXPECT_EQ(whose("a@b.fr"), 5U);
}

TEST_F(TheIndexOfAVault, ForgetsSettledCommandsOnceTheirRetriesAreNoLongerAnswered) {
    hold("a@b.fr", 1);
    const auto settled = [this] {
        std::size_t count = 0;
        EXPECT_TRUE(kept->store().scan("c", "d", [&](byte_view, byte_view) { return ++count > 0; }));
        return count;
    };
    pass_days(7);
    ASSERT_TRUE(index->tidy());
    EXPECT_EQ(settled(), 1U);
    pass_days(2);
    ASSERT_TRUE(index->tidy());
    EXPECT_EQ(settled(), 0U);
    EXPECT_EQ(whose("a@b.fr"), 1U);
}

TEST_F(TheIndexOfAVault, ForgetsAHolderWhoIsErased) {
    hold("a@b.fr", 1);
    hold("b@b.fr", 2);
    ASSERT_TRUE(index->forget({7, 1}));
    ASSERT_TRUE(index->forget({7, 1}));
    open();
    EXPECT_EQ(whose("a@b.fr"), 0U);
    EXPECT_EQ(whose("b@b.fr"), 2U);
    EXPECT_TRUE(*index->reserve(email, "a@b.fr", command_id{77}, 1, {7, 3}));
}

TEST_F(TheIndexOfAVault, ForgetsWhatStreamsHoldThatAreNotThere) {
    hold("a@b.fr", 1);
    hold("b@b.fr", 2);
    const auto freed = index->forget_absent([](unique_kind kind, const id128& holder) -> expected<bool> {
        EXPECT_EQ(kind, email);
        return holder.low == 2;
    });
    ASSERT_TRUE(freed);
    EXPECT_EQ(*freed, 1U);
    open();
    EXPECT_EQ(whose("a@b.fr"), 0U);
    EXPECT_EQ(whose("b@b.fr"), 2U);
    EXPECT_TRUE(*index->reserve(email, "a@b.fr", command_id{77}, 1, {7, 3}));
}

TEST_F(TheIndexOfAVault, IsRestatedFromWhatStreamsHold) {
    hold("held@b.fr", 1);
    EXPECT_TRUE(*index->restate(email, "lost@b.fr", {7, 2}));
    EXPECT_FALSE(*index->restate(email, "held@b.fr", {7, 2}));
    EXPECT_TRUE(*index->restate(email, "held@b.fr", {7, 1}));
    EXPECT_EQ(whose("lost@b.fr"), 2U);
    EXPECT_TRUE(*index->restate(email, "changed@b.fr", {7, 2}));
    EXPECT_EQ(whose("lost@b.fr"), 0U);
    EXPECT_EQ(whose("changed@b.fr"), 2U);
}

TEST_F(TheIndexOfAVault, HoldsNoValueInClearAndNoneThatCouldBeGuessed) {
    hold("canary@b.fr", 1);
    EXPECT_TRUE(*index->reserve(unique_kind::siret, "73282932000074", command_id{8}, 1, {7, 9}));
    index.reset();
    kept.kept.reset();
    const bytes plain(view(plain_digest_of("canary@b.fr")));
    for (const auto& each : std::filesystem::recursive_directory_iterator(kept.settings.folder)) {
        if (!each.is_regular_file()) continue;
        std::ifstream file(each.path(), std::ios::binary);
        const bytes content{std::istreambuf_iterator<char>(file), {}};
        for (const auto& canary : {bytes("canary"), bytes("73282932"), plain.substr(0, 8)})
            EXPECT_EQ(content.find(canary), bytes::npos) << each.path();
    }
}

TEST_F(TheIndexOfAVault, FailsWhereARecordIsDamaged) {
    hold("a@b.fr", 1);
    ASSERT_TRUE(*index->reserve(email, "b@b.fr", command_id{8}, 1, {7, 8}));
    const auto whole = records();
    ASSERT_EQ(whole.size(), 2U + 2U + 1U);
    for (const auto& [key, value] : whole)
        for (std::size_t bit = 0; bit < value.size() * 8; ++bit) {
            bytes damaged = value;
            damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ 1 << bit % 8);
            ASSERT_TRUE(kept->store().write({{key, damaged}}));
            const auto holder = index->find(email, "a@b.fr");
            const auto released = index->release(command_id{8});
            const auto changed = index->restate(email, "c@b.fr", {7, 1});
            const auto shown = index->open_reservations({INT64_MAX});
            EXPECT_FALSE(holder && released && changed && shown) << to_hex(key) << " bit " << bit;
            if (holder) {
                EXPECT_EQ(**holder, (id128{7, 1}));
            }
            // Whatever went through is taken back.
            std::vector<store_change> back;
            for (const auto& each : records()) back.push_back({each.first, std::nullopt});
            for (const auto& each : whole) back.push_back({each.first, each.second});
            ASSERT_TRUE(kept->store().write(back));
        }
}

TEST_F(TheIndexOfAVault, GivesAValueToOneOfManyThreads) {
    std::atomic<int> winners{0};
    std::vector<std::thread> all;
    for (unsigned char number = 1; number <= 6; ++number)
        all.emplace_back([&, number] {
            for (unsigned char each = 0; each < 20; ++each) {
                const command_id by{number, each};
                const auto ours = index->reserve(email, "value " + std::to_string(each), by, 1, {number, each});
                ASSERT_TRUE(ours);
                if (!*ours) continue;
                ++winners;
                ASSERT_TRUE(index->confirm(by, email, {number, each}));
                EXPECT_EQ(**index->find(email, "value " + std::to_string(each)), (id128{number, each}));
            }
        });
    for (auto& each : all) each.join();
    EXPECT_EQ(winners, 20);
}

TEST(TheIndexOfAVaultWithoutPower, KnowsWhatItSaidWasReserved) {
    test_disk disk;
    vault_under_test kept;
    kept.settings.environment = disk.environment();
    for (unsigned char round = 1; round <= 3; ++round) {
        kept.open();
        unique_index_store index(kept->store(), kept->keys_of_page(), kept.time);
        for (unsigned char before = 1; before < round; ++before)
            EXPECT_FALSE(*index.reserve(unique_kind::email, std::to_string(before), command_id{99}, 1, {7, 99}));
        ASSERT_TRUE(*index.reserve(unique_kind::email, std::to_string(round), command_id{round}, 1, {7, round}));
        ASSERT_TRUE(index.confirm(command_id{round}, unique_kind::email, {7, round}));  // not synced
        disk.cut_power();
        kept.kept.reset();
        disk.lose_unsynced();
        disk.heal();
    }
    kept.open();
    unique_index_store index(kept->store(), kept->keys_of_page(), kept.time);
    EXPECT_EQ(index.open_reservations({kept.time.now().ms + 1})->size(), 3U);
}

}  // namespace
}  // namespace parcours
