// SPDX-License-Identifier: Apache-2.0
#include "tests/support/log_in_memory.hpp"

#include <gtest/gtest.h>

namespace parcours {
namespace {

const stream_id some_stream{stream_kind::application, {7, 7}};

struct told final : log_listener, append_listener {
    std::vector<accepted> taken;
    std::vector<ignored> passed;
    std::vector<append_failure> failures;
    std::vector<failure> stops;
    void on_accepted(std::span<const accepted> group) override {
        taken.insert(taken.end(), group.begin(), group.end());
    }
    void on_ignored(const ignored& record) override { passed.push_back(record); }
    void on_stopped(partition_number, const failure& why) override { stops.push_back(why); }
    void on_append_failed(const append_failure& failed) override { failures.push_back(failed); }
};

framed some_commit(const digest& previous, std::uint64_t height, unsigned char command = 1) {
    commit content;
    content.command = {command};
    content.height = height;
    content.writer = {command};
    content.parts.push_back({some_stream, height, {{"something_happened", 1, "x"}}});
    return make_frame(frame_kind::commit, previous, encode(content));
}

struct a_log_in_memory : testing::Test {
    log_in_memory log;
    told listener;
    digest start = log.history().end(0)->at.hash;
    void SetUp() override { log.attach(&listener, &listener); }
    void append(std::vector<bytes> frames) { log.append({0, 1, 0, std::move(frames)}); }
};
using ALogInMemory = a_log_in_memory;

TEST_F(ALogInMemory, ShowsInItsJournalWhatItTellsOf) {
    const auto one = some_commit(start, 1);
    append({one.octets, some_commit(one.hash, 2, 2).octets});
    log.settle();
    ASSERT_EQ(listener.taken.size(), 2U);
    EXPECT_EQ(log.history().end(0)->height, 2U);
    EXPECT_EQ(log.history().find(0, {2}, 1)->value().at.offset, 1);
    EXPECT_FALSE(log.history().find(0, {2}, 0)->has_value());
    EXPECT_EQ(log.history().streams_of(some_stream.route(), 1).value(), std::vector{some_stream});
    EXPECT_EQ(log.history().commit_at({0, 1})->value(), *listener.taken[1].content);
}

TEST_F(ALogInMemory, TellsTheLoserOfARace) {
    log_in_memory rival(log.broker());
    rival.append({0, 1, 0, {some_commit(start, 1, 2).octets}});
    rival.settle();
    append({some_commit(start, 1).octets});
    log.settle();
    ASSERT_EQ(listener.taken.size(), 1U);
    EXPECT_EQ(listener.taken.front().content->command, command_id{2});
    ASSERT_EQ(listener.passed.size(), 1U);
    EXPECT_EQ(listener.passed.front().writer, writer_id{1});
}

TEST_F(ALogInMemory, FailsGroupsAsItIsTold) {
    log.broker().set_faults({.fail_unsent = 1000});
    append({some_commit(start, 1).octets});
    log.settle();
    ASSERT_EQ(listener.failures.size(), 1U);
    EXPECT_FALSE(listener.failures.front().sent);
    EXPECT_EQ(log.broker().next_offset(0), 0);
}

TEST_F(ALogInMemory, LetsALateRecordCome) {
    log.broker().set_faults({.delay = 1000});
    append({some_commit(start, 1).octets});
    log.settle();
    EXPECT_TRUE(listener.taken.empty());
    EXPECT_TRUE(log.broker().deliver_late());
    log.settle();
    EXPECT_EQ(listener.taken.size(), 1U);
}

TEST_F(ALogInMemory, PassesOverTheSecondCopy) {
    log.broker().set_faults({.duplicate = 1000});
    append({some_commit(start, 1).octets});
    log.settle();
    log.broker().deliver_late();
    log.settle();
    EXPECT_EQ(listener.taken.size(), 1U);
    EXPECT_EQ(listener.passed.size(), 1U);
}

TEST_F(ALogInMemory, ReadsAgainAfterARestart) {
    const auto one = some_commit(start, 1);
    append({one.octets, some_commit(one.hash, 2, 2).octets});
    log.settle();
    const auto before = log.history().chain(0);
    log.restart(0, 1);
    EXPECT_EQ(log.history().end(0)->height, 1U);
    log.settle();
    EXPECT_EQ(log.history().chain(0), before);
}

}  // namespace
}  // namespace parcours
