// SPDX-License-Identifier: Apache-2.0
// What becomes of reserved values, whatever becomes of the commands that reserved them.
#include "infra/processes/unique_reservations.hpp"

#include <future>

#include <gtest/gtest.h>

#include "events/streams/account.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/unique_index_in_memory.hpp"
#include "tests/support/written_history.hpp"

namespace parcours {
namespace {

constexpr auto email = unique_kind::email;
const std::string address = "ana@example.org";
constexpr command_id ours{0xa1, 0xa1, 0xa1, 0xa1, 0xa1};
constexpr command_id theirs{0xb2, 0xb2, 0xb2, 0xb2, 0xb2};
constexpr person_id made{{7, 1}};
constexpr std::int64_t minute_ms = 60'000;

struct reserved_values {
    fake_clock time{written_history::beginning};
    unique_index_in_memory values{time};
    written_history history;
    logger log{log_level::error};
    unique_reservations all{values, history.journal(), time, log};

    // Whether the address is another's.
    bool taken_for(const command_id& command) {
        std::promise<bool> told;
        auto answer = told.get_future();
        all.reserve(
            {{email, address, {7, command == ours ? 1U : 2U}}}, command, 0,
            [&told](expected<std::set<std::string>> taken) { told.set_value(taken.value().contains("email")); });
        return answer.get();
    }
    void reserved_and_handed_over() {
        ASSERT_FALSE(taken_for(ours));
        all.hand_over(ours);
    }
    void answered(const command_id& command, std::shared_ptr<const commit> content = nullptr) {
        std::promise<void> told;
        all.answered(command, std::move(content), [&told] { told.set_value(); });
        told.get_future().get();
    }
    // All errands of before are done.
    void settle() {
        std::promise<void> told;
        all.reserve({}, command_id{0xc3, 0xc3, 0xc3}, 0, [&told](const auto&) { told.set_value(); });
        told.get_future().get();
        told = {};
        all.withdrawn(command_id{0xc3, 0xc3, 0xc3}, [&told] { told.set_value(); });
        told.get_future().get();
    }
    void sweep() {
        all.sweep();
        settle();
    }
    bool held() {
        settle();
        return values.is_held(email, address);
    }
    accepted commit_of(const command_id& command, std::string rejection = {}) {
        commit content;
        content.command = command;
        content.rejection = std::move(rejection);
        if (content.rejection.empty()) content.parts.push_back({{stream_kind::account, made.value}, 1, {}});
        accepted one;
        one.content = std::make_shared<const commit>(std::move(content));
        return one;
    }
    void read_back(const accepted& one) { all.on_accepted(std::span(&one, 1)); }
    // Another commit of the partition, so many minutes after the beginning.
    void another_commit_at(std::size_t minute) {
        while (history.all().size() <= minute) history.add<account_stream>(person_id{{7, 50}}, {account_invited{}});
    }
};

TEST(AReservedValue, IsTakenForEveryOtherCommandAndNotForItsOwn) {
    reserved_values now;
    EXPECT_FALSE(now.taken_for(ours));
    EXPECT_TRUE(now.taken_for(theirs));
    EXPECT_FALSE(now.taken_for(ours));
}

TEST(AReservedValue, IsFreeAgainWhenItsCommandWasNeverHandedOver) {
    reserved_values now;
    ASSERT_FALSE(now.taken_for(ours));
    std::promise<void> told;
    now.all.withdrawn(ours, [&told] { told.set_value(); });
    told.get_future().get();
    EXPECT_FALSE(now.held());
}

TEST(AReservedValue, IsFreeAgainWhenItsCommandIsGivenUp) {
    reserved_values now;
    now.reserved_and_handed_over();
    now.all.on_given_up(ours);
    EXPECT_TRUE(now.held()) << "whoever asked was not told yet";
    now.answered(ours);
    EXPECT_FALSE(now.held());
}

TEST(AReservedValue, BelongsToWhomTheCommitNames) {
    reserved_values now;
    now.reserved_and_handed_over();
    const auto done = now.commit_of(ours);
    now.read_back(done);
    now.answered(ours, done.content);
    EXPECT_EQ(now.values.find(email, address).value(), made.value);
    EXPECT_TRUE(now.taken_for(theirs));
}

TEST(AReservedValue, IsFreeAgainWhenARejectionIsRecorded) {
    reserved_values now;
    now.reserved_and_handed_over();
    now.read_back(now.commit_of(ours, "may_not_create"));
    now.answered(ours);
    EXPECT_FALSE(now.held());
}

TEST(AnAnswerInDoubt, KeepsTheValueUntilTheCommitComes) {
    reserved_values now;
    now.reserved_and_handed_over();
    now.answered(ours);
    EXPECT_TRUE(now.held());
    now.read_back(now.commit_of(ours));
    now.settle();
    EXPECT_EQ(now.values.find(email, address).value(), made.value);
}

TEST(AnAnswerInDoubt, FreesTheValueWhenTheCommitIsLost) {
    reserved_values now;
    now.reserved_and_handed_over();
    now.answered(ours);
    now.all.on_lost(ours, digest{5});
    EXPECT_FALSE(now.held());
}

TEST(AnAnswerInDoubt, IsSweptWhenALaterCommitProvesThatItsOwnCannotCome) {
    reserved_values now;
    now.reserved_and_handed_over();
    now.answered(ours);
    now.another_commit_at(11);
    now.time.advance_ms(12 * minute_ms);
    now.sweep();
    EXPECT_FALSE(now.held());
}

TEST(ALostCommit, KeepsTheValueWhileItsCommandIsDecidedAgain) {
    reserved_values now;
    now.reserved_and_handed_over();
    now.all.on_lost(ours, digest{5});
    EXPECT_TRUE(now.held());
    const auto done = now.commit_of(ours);
    now.read_back(done);
    now.answered(ours, done.content);
    EXPECT_EQ(now.values.find(email, address).value(), made.value);
}

// The first try is given up while its repeat is on its way to the executor, and then the repeat's commit is in doubt.
TEST(ARepeat, KeepsTheValueThatItsFirstTryGaveUp) {
    reserved_values now;
    now.reserved_and_handed_over();
    now.reserved_and_handed_over();
    now.all.on_given_up(ours);
    now.answered(ours);
    now.answered(ours);
    EXPECT_TRUE(now.held()) << "its commit may still come";
    EXPECT_TRUE(now.taken_for(theirs));
}

TEST(ASweep, LeavesWhatIsAskedForAlone) {
    reserved_values now;
    now.reserved_and_handed_over();
    now.another_commit_at(11);
    now.time.advance_ms(12 * minute_ms);
    now.sweep();
    EXPECT_TRUE(now.held());
}

// What an earlier run of the process left open.
struct left_open : reserved_values {
    left_open() {
        check(values.reserve(email, address, ours, 0, made.value).value(), "nobody holds it");
        time.advance_ms(1);
    }
};

TEST(ASweep, LeavesWhatIsYoung) {
    left_open now;
    now.another_commit_at(20);
    now.time.advance_ms(9 * minute_ms);
    now.sweep();
    EXPECT_TRUE(now.held());
}

// The commit in doubt may extend just that frame.
TEST(ASweep, LeavesWhatNoFrameAfterItsTimeWasAcceptedWithout) {
    left_open now;
    now.another_commit_at(1);
    now.time.advance_ms(60 * minute_ms);
    now.sweep();
    EXPECT_TRUE(now.held());
}

TEST(ASweep, FreesWhatIsOldAndWasPassed) {
    left_open now;
    now.another_commit_at(11);
    now.time.advance_ms(12 * minute_ms);
    now.sweep();
    EXPECT_FALSE(now.held());
}

TEST(ASweep, ConfirmsWhatIsInHistory) {
    reserved_values now;
    const auto done = now.history.add<account_stream>(made, {account_invited{}});
    ASSERT_TRUE(now.values.reserve(email, address, done.content->command, 0, made.value).value());
    now.time.advance_ms(1);
    now.sweep();
    EXPECT_EQ(now.values.find(email, address).value(), made.value);
}

TEST(AnIndexThatDoesNotAnswer, IsToldAsAFailure) {
    reserved_values now;
    now.values.set_outage(true);
    std::promise<bool> told;
    now.all.reserve({{email, address, made.value}}, ours, 0,
                    [&told](const expected<std::set<std::string>>& taken) { told.set_value(taken.has_value()); });
    EXPECT_FALSE(told.get_future().get());
}

TEST(AfterTheStop, WhoReservesIsTurnedAwayAndWhoIsAnsweredIsToldSo) {
    reserved_values now;
    now.reserved_and_handed_over();
    now.all.stop();
    bool turned_away = false;
    now.all.reserve({{email, address, made.value}}, theirs, 0,
                    [&](const expected<std::set<std::string>>& taken) { turned_away = !taken.has_value(); });
    EXPECT_TRUE(turned_away);
    bool told = false;
    now.all.answered(ours, nullptr, [&told] { told = true; });
    EXPECT_TRUE(told);
}

}  // namespace
}  // namespace parcours
