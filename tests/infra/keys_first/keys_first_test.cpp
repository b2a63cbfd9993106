// SPDX-License-Identifier: Apache-2.0
#include "infra/keys_first/keys_first.hpp"

#include <condition_variable>

#include <gtest/gtest.h>

namespace parcours {
namespace {

// A vault whose disk is as slow as the test wants.
class slow_vault final : public keys {
  public:
    expected<sealing_key> to_seal(const key_purpose&) override { return failed(failure_code::invalid, "not asked"); }
    expected<std::vector<opening_key>> to_open(std::span<const key_id>) override {
        return failed(failure_code::invalid, "not asked");
    }
    expected<keyed_digest> dedupe_digest(byte_view) override { return failed(failure_code::invalid, "not asked"); }
    expected<keyed_digest> dedupe_digest(byte_view, const token128&) override {
        return failed(failure_code::invalid, "not asked");
    }
    expected<void> make_durable(std::uint64_t ticket) override {
        std::unique_lock hold(guard_);
        asked_.push_back(ticket);
        turn_.notify_all();
        turn_.wait(hold, [&] { return durable_ >= ticket || failing_; });
        if (failing_) return failed(failure_code::io, "the vault's disk failed");
        return {};
    }

    void sync(std::uint64_t to) {
        const std::lock_guard hold(guard_);
        durable_ = to;
        turn_.notify_all();
    }
    void fail() {
        const std::lock_guard hold(guard_);
        failing_ = true;
        turn_.notify_all();
    }
    // Waits until it was asked so often.
    std::vector<std::uint64_t> asked(std::size_t times) {
        std::unique_lock hold(guard_);
        turn_.wait_for(hold, std::chrono::seconds(30), [&] { return asked_.size() >= times; });
        return asked_;
    }

  private:
    std::mutex guard_;
    std::condition_variable turn_;
    std::vector<std::uint64_t> asked_;
    std::uint64_t durable_ = 0;
    bool failing_ = false;
};

class noting_log final : public log_writer, public append_listener {
  public:
    void append(append_group group) override {
        note([&] { tokens_.push_back(group.token); });
    }
    void renew(partition_number partition) override {
        note([&] { renewed_.push_back(partition); });
    }
    void on_append_failed(const append_failure& failed) override {
        note([&] { failures_.push_back(failed); });
    }

    std::vector<std::uint64_t> tokens(std::size_t count) {
        return wait_for([&] { return tokens_.size() >= count; }), tokens_;
    }
    std::vector<append_failure> failures(std::size_t count) {
        return wait_for([&] { return failures_.size() >= count; }), failures_;
    }
    std::vector<partition_number> renewed() {
        return wait_for([] { return true; }), renewed_;
    }

  private:
    template <class Change>
    void note(Change change) {
        const std::lock_guard hold(guard_);
        change();
        turn_.notify_all();
    }
    template <class Holds>
    void wait_for(Holds holds) {
        std::unique_lock hold(guard_);
        turn_.wait_for(hold, std::chrono::seconds(30), holds);
    }
    std::mutex guard_;
    std::condition_variable turn_;
    std::vector<std::uint64_t> tokens_;
    std::vector<partition_number> renewed_;
    std::vector<append_failure> failures_;
};

struct first_keys : testing::Test {
    slow_vault vault;
    noting_log log;
    keys_first first{vault, log, log};

    void append(partition_number partition, std::uint64_t token, std::uint64_t keys_until) {
        first.append({partition, token, keys_until, {"a frame"}});
    }
    using tokens = std::vector<std::uint64_t>;
};
using AGroup = first_keys;

TEST_F(AGroup, WithoutKeysPassesAtOnce) {
    append(0, 1, 0);
    EXPECT_EQ(log.tokens(1), tokens{1});
}

TEST_F(AGroup, WaitsForItsKeys) {
    append(0, 1, 5);
    EXPECT_EQ(vault.asked(1), tokens{5});
    EXPECT_TRUE(log.tokens(0).empty());
    vault.sync(5);
    EXPECT_EQ(log.tokens(1), tokens{1});
}

TEST_F(AGroup, NeverOvertakesAnotherOfItsPartition) {
    append(0, 1, 5);
    vault.asked(1);
    append(0, 2, 0);
    append(1, 3, 0);
    EXPECT_EQ(log.tokens(1), tokens{3});
    vault.sync(5);
    EXPECT_EQ(log.tokens(3), (tokens{3, 1, 2}));
}

TEST_F(AGroup, SharesOneSyncWithAllThatWait) {
    append(0, 1, 5);
    vault.asked(1);
    append(0, 2, 6);
    append(1, 3, 9);
    append(2, 4, 7);
    vault.sync(9);
    EXPECT_EQ(log.tokens(4).size(), 4U);
    EXPECT_EQ(vault.asked(2), (tokens{5, 9}));
}

TEST_F(AGroup, IsNotSentWhenItsKeysAreLost) {
    append(0, 1, 5);
    vault.asked(1);
    append(0, 2, 0);
    append(1, 3, 0);
    vault.fail();
    const auto failures = log.failures(2);
    ASSERT_EQ(failures.size(), 2U);
    EXPECT_EQ(failures[0].token, 1U);
    EXPECT_EQ(failures[1].token, 2U);
    for (const auto& each : failures) {
        EXPECT_FALSE(each.sent);
        EXPECT_EQ(each.partition, 0U);
        EXPECT_EQ(each.why.code, failure_code::io);
    }
    EXPECT_EQ(log.tokens(1), tokens{3});
    first.stop();
    EXPECT_EQ(log.failures(2).size(), 2U);
}

TEST_F(AGroup, IsThrownAwayWhenItsPartitionIsRenewed) {
    append(0, 1, 5);
    vault.asked(1);
    append(0, 2, 0);
    append(1, 3, 6);
    first.renew(0);
    EXPECT_EQ(log.renewed(), std::vector<partition_number>{0});
    append(0, 4, 6);
    vault.sync(6);
    EXPECT_EQ(log.tokens(2), (tokens{3, 4}));
}

TEST_F(AGroup, PassesBeforeItStops) {
    append(0, 1, 5);
    vault.asked(1);
    append(0, 2, 6);
    vault.sync(6);
    first.stop();
    EXPECT_EQ(log.tokens(2), (tokens{1, 2}));
    append(0, 3, 0);
    EXPECT_EQ(log.tokens(2), (tokens{1, 2}));
}

TEST(TooManyGroups, AreRefusedAndNotSent) {
    slow_vault vault;
    noting_log log;
    keys_first first(vault, log, log, {.groups_max = 2, .octets_max = 1000});
    first.append({0, 1, 5, {"a"}});
    vault.asked(1);
    first.append({0, 2, 6, {"a"}});
    first.append({1, 3, 6, {bytes(2000, 'x')}});
    first.append({0, 4, 6, {"a"}});
    first.append({0, 5, 6, {"a"}});
    vault.sync(6);
    const auto failures = log.failures(2);
    ASSERT_EQ(failures.size(), 2U);
    EXPECT_EQ(failures[0].token, 3U);
    EXPECT_EQ(failures[1].token, 5U);
    EXPECT_FALSE(failures[0].sent);
    EXPECT_EQ(log.tokens(3), (std::vector<std::uint64_t>{1, 2, 4}));
}

}  // namespace
}  // namespace parcours
