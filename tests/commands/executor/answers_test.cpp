// SPDX-License-Identifier: Apache-2.0
#include "tests/commands/executor/an_executor.hpp"

namespace parcours {
namespace {

struct answering : an_executor {
    void SetUp() override { us->take_over(); }
    std::vector<std::unique_ptr<command_step>> two_steps(std::uint64_t one, std::uint64_t two,
                                                         const stream_id& then = second_tally) {
        std::vector<std::unique_ptr<command_step>> steps;
        steps.push_back(std::make_unique<tally_step>(first_tally, false, one));
        steps.push_back(std::make_unique<tally_step>(then, false, two));
        return steps;
    }
    void fill() {
        for (unsigned char i = 0; i < tally_state::full_at; ++i) us->ask(us->put(100 + i, 100U + i));
        us->settle();
    }
};
using AnsweringCommands = answering;

TEST_F(AnsweringCommands, TellsDoneOnceItIsReadBack) {
    const auto asked = us->ask(us->put(1, 7));
    us->decide();
    us->log.send(0);
    EXPECT_FALSE(us->answered(asked));
    us->settle();
    ASSERT_EQ(us->said(asked), answer_kind::done);
    EXPECT_EQ(us->answers[asked]->at, us->history.back().at);
    EXPECT_EQ(us->answers[asked]->outcome, R"({"tally":"one"})");
    EXPECT_EQ(us->answers[asked]->content->charter, digest{5});
    EXPECT_EQ(us->answers[asked]->content->parts.front().first_version, 1U);
}

TEST_F(AnsweringCommands, GivesARepeatTheSameCommit) {
    const auto first = us->ask(us->put(1, 7));
    us->settle();
    const auto again = us->ask(us->put(1, 7));
    us->settle();
    ASSERT_EQ(us->said(again), answer_kind::done);
    EXPECT_EQ(us->answers[again]->at, us->answers[first]->at);
    EXPECT_EQ(us->answers[again]->outcome, us->answers[first]->outcome);
    EXPECT_EQ(us->commits(), 1U);
}

TEST_F(AnsweringCommands, LetsARepeatWaitForItsFirstTry) {
    const auto first = us->ask(us->put(1, 7));
    us->decide();
    const auto again = us->ask(us->put(1, 7));
    us->decide();
    us->settle();
    EXPECT_EQ(us->said(first), answer_kind::done);
    EXPECT_EQ(us->said(again), answer_kind::done);
    EXPECT_EQ(us->commits(), 1U);
}

TEST_F(AnsweringCommands, RefusesAnIdThatIsAnothers) {
    us->ask(us->put(1, 7));
    const auto pending = us->ask(us->put(1, 8));
    us->settle();
    const auto later = us->ask(us->put(1, 8));
    us->settle();
    EXPECT_EQ(us->said(pending), answer_kind::other_request);
    EXPECT_EQ(us->said(later), answer_kind::other_request);
    EXPECT_TRUE(us->given_up.empty());
}

TEST_F(AnsweringCommands, KnowsARepeatUnderANewDedupeKey) {
    us->ask(us->put(1, 7));
    us->settle();
    vault.renew_dedupe_key();
    const auto again = us->ask(us->put(1, 7));
    const auto other = us->ask(us->put(1, 8));
    us->settle();
    EXPECT_EQ(us->said(again), answer_kind::done);
    EXPECT_EQ(us->said(other), answer_kind::other_request);
    vault.destroy_earlier_dedupe_keys();
    const auto much_later = us->ask(us->put(1, 7));
    us->settle();
    EXPECT_EQ(us->said(much_later), answer_kind::other_request);
}

TEST_F(AnsweringCommands, HoldsARejectionUntilWhatItWasDecidedOnIsReadBack) {
    fill();
    std::vector<std::unique_ptr<command_step>> clear;
    clear.push_back(std::make_unique<tally_step>(first_tally, true));
    us->ask(us->command(1, std::move(clear)));
    us->ask(us->put(2, 1));
    us->ask(us->put(3, 2));
    us->ask(us->put(4, 3));
    const auto refused = us->ask(us->put(5, 4));
    us->decide();
    EXPECT_FALSE(us->answered(refused));
    us->settle();
    ASSERT_EQ(us->said(refused), answer_kind::rejected);
    EXPECT_EQ(us->answers[refused]->code, "full");
    EXPECT_EQ(us->answers[refused]->at, us->history.back().at);
}

TEST_F(AnsweringCommands, AppendsNothingForARejectionWithoutAClientsKey) {
    fill();
    const auto refused = us->ask(us->put(1, 1));
    us->settle();
    EXPECT_EQ(us->said(refused), answer_kind::rejected);
    EXPECT_EQ(us->commits(), 3U);
    EXPECT_EQ(us->given_up, std::vector{command_id{1}});
}

TEST_F(AnsweringCommands, RecordsARejectionUnderAClientsKeyAndRepeatsIt) {
    fill();
    auto command = us->put(1, 1);
    command.client_key = true;
    const auto refused = us->ask(std::move(command));
    us->settle();
    ASSERT_EQ(us->said(refused), answer_kind::rejected);
    EXPECT_EQ(us->history.back().content->rejection, "full");
    EXPECT_TRUE(us->history.back().content->parts.empty());
    // What was full is empty now; the answer stays.
    std::vector<std::unique_ptr<command_step>> clear;
    clear.push_back(std::make_unique<tally_step>(first_tally, true));
    us->ask(us->command(2, std::move(clear)));
    us->settle();
    const auto again = us->ask(us->put(1, 1));
    us->settle();
    ASSERT_EQ(us->said(again), answer_kind::rejected);
    EXPECT_EQ(us->answers[again]->code, "full");
    EXPECT_EQ(us->answers[again]->at, us->answers[refused]->at);
}

TEST_F(AnsweringCommands, TellsUnchangedWhereItIsSoAlready) {
    us->ask(us->put(1, 7));
    us->settle();
    const auto again = us->ask(us->put(2, 7));
    auto keyed = us->put(3, 7);
    keyed.client_key = true;
    const auto recorded = us->ask(std::move(keyed));
    us->settle();
    EXPECT_EQ(us->said(again), answer_kind::unchanged);
    EXPECT_EQ(us->said(recorded), answer_kind::unchanged);
    EXPECT_EQ(us->commits(), 2U);
}

TEST_F(AnsweringCommands, PutsAllStepsIntoOneCommit) {
    const auto asked = us->ask(us->command(1, two_steps(7, 8)));
    us->settle();
    ASSERT_EQ(us->said(asked), answer_kind::done);
    ASSERT_EQ(us->history.back().content->parts.size(), 2U);
    // The second step was decided on the route that the first one had changed.
    const auto second = read_tally(us->history.back().content->parts[1].events.front());
    EXPECT_NE(second->decided_on_route, 0U);
}

TEST_F(AnsweringCommands, ShowsALaterStepWhatAnEarlierOneDid) {
    const auto asked = us->ask(us->command(1, two_steps(7, 8, first_tally)));
    us->settle();
    ASSERT_EQ(us->said(asked), answer_kind::done);
    const auto& parts = us->history.back().content->parts;
    ASSERT_EQ(parts.size(), 1U);
    ASSERT_EQ(parts.front().events.size(), 2U);
    EXPECT_NE(read_tally(parts.front().events[1])->decided_on, 0U);
}

TEST_F(AnsweringCommands, AppendsNothingOfACommandWhoseLastStepIsRejected) {
    fill();
    const auto asked = us->ask(us->command(1, two_steps(7, 8, first_tally)));
    us->settle();
    EXPECT_EQ(us->said(asked), answer_kind::rejected);
    EXPECT_EQ(us->commits(), 3U);
}

TEST_F(AnsweringCommands, HoldsIfMatchAgainstTheVersionThatTheActorSees) {
    us->ask(us->put(1, 7));
    std::vector<std::unique_ptr<command_step>> clear;
    clear.push_back(std::make_unique<tally_step>(first_tally, true));
    us->ask(us->command(2, std::move(clear)));  // a clearing is nobody's to see here
    us->settle();
    auto stale = us->put(3, 8);
    stale.if_version = 2;
    auto fresh = us->put(4, 8);
    fresh.if_version = 1;
    const auto refused = us->ask(std::move(stale));
    const auto taken = us->ask(std::move(fresh));
    auto next = us->put(5, 9);
    next.if_version = 1;
    const auto moved = us->ask(std::move(next));  // by the pending commit before it
    us->settle();
    EXPECT_EQ(us->said(refused), answer_kind::version_moved);
    EXPECT_EQ(us->said(taken), answer_kind::done);
    EXPECT_EQ(us->said(moved), answer_kind::version_moved);
}

TEST_F(AnsweringCommands, FoldsTheRouteWithWhatIsPending) {
    us->ask(us->put(1, 7));
    const auto asked = us->ask(us->put(2, 7, second_tally));
    us->decide();
    us->settle();
    ASSERT_EQ(us->said(asked), answer_kind::done);
    EXPECT_NE(read_tally(us->history.back().content->parts.front().events.front())->decided_on_route, 0U);
    const auto elsewhere = us->ask(us->put(3, 7, tally_elsewhere));
    us->settle();
    ASSERT_EQ(us->said(elsewhere), answer_kind::done);
    EXPECT_EQ(read_tally(us->history.back().content->parts.front().events.front())->decided_on_route, 0U);
}

TEST_F(AnsweringCommands, RecordsNoCommitBeforeTheOneItExtends) {
    us->ask(us->put(1, 1));
    us->settle();
    const instant before = us->history.back().content->recorded_at;
    time.jump_to({before.ms - 5'000});
    us->ask(us->put(2, 2));
    us->ask(us->put(3, 3));
    us->settle();
    EXPECT_EQ(us->history.back().content->recorded_at, before);
    EXPECT_EQ(us->commits(), 3U);
}

// Of kinds that tell their route nothing there may be very many on one: the offers of an organisation.
TEST_F(AnsweringCommands, NeverReadsForTheRouteWhatTellsItNothing) {
    us->folds.silent = stream_kind::application;
    us->ask(us->put(1, 7));
    us->settle();
    const auto asked = us->ask(us->put(2, 7, second_tally));
    us->settle();
    ASSERT_EQ(us->said(asked), answer_kind::done);
    EXPECT_EQ(read_tally(us->history.back().content->parts.front().events.front())->decided_on_route, 0U);
}

}  // namespace
}  // namespace parcours
