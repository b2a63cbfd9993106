// SPDX-License-Identifier: Apache-2.0
// That executors keep their promises over a log, whatever keeps it. Include it in one source of a test binary, and there
//     INSTANTIATE_TEST_SUITE_P(Embedded, ExecutorsOverALog, testing::Values(log_kind{…}), executors_over);
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>

#include <gtest/gtest.h>

#include "commands/executor/partition_executor.hpp"
#include "tests/contracts/log_under_test.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fixed_entropy.hpp"
#include "tests/support/keys_in_memory.hpp"
#include "tests/support/tally.hpp"

namespace parcours {

// What the log's threads tell, kept in order until the test's one thread hands it to its executors.
class executor_inbox final : public log_listener, public append_listener {
  public:
    void on_accepted(std::span<const accepted> group) override {
        put([all = std::vector<accepted>(group.begin(), group.end())](partition_executor& to) { to.on_accepted(all); });
    }
    void on_ignored(const ignored& record) override {
        put([record](partition_executor& to) { to.on_ignored(record); });
    }
    void on_stopped(partition_number partition, const failure& why) override {
        if (partition == 0) put([why](partition_executor& to) { to.on_stopped(why); });
    }
    void on_append_failed(const append_failure& failed) override {
        put([failed](partition_executor& to) { to.on_failed(failed); });
    }
    // Waits a moment where nothing came.
    std::vector<std::function<void(partition_executor&)>> take() {
        std::unique_lock hold(guard_);
        came_.wait_for(hold, std::chrono::milliseconds(1), [this] { return !waiting_.empty(); });
        return std::exchange(waiting_, {});
    }

  private:
    void put(std::function<void(partition_executor&)> what) {
        const std::lock_guard hold(guard_);
        waiting_.push_back(std::move(what));
        came_.notify_one();
    }
    std::mutex guard_;
    std::condition_variable came_;
    std::vector<std::function<void(partition_executor&)>> waiting_;
};

struct executors_over_a_log : testing::TestWithParam<log_kind> {
    std::unique_ptr<log_under_test> log;
    executor_inbox inbox;
    charter terms;
    fake_clock time;
    keys_in_memory vault;
    fixed_entropy random;
    tally_folds folds;
    std::vector<std::unique_ptr<partition_executor>> executors;
    std::map<std::pair<unsigned char, std::size_t>, command_answer> answers;  // command and try

    void SetUp() override {
        if (const std::string why = GetParam().missing(); !why.empty()) GTEST_SKIP() << why;
        log = GetParam().make();
        const auto opened = log->open(inbox, inbox);
        ASSERT_TRUE(opened) << opened.error().context;
    }
    void TearDown() override {
        if (log) log->close();
    }
    void start(unsigned char number, log_writer& writer) {
        executors.push_back(std::make_unique<partition_executor>(
            0, executor_ports{log->history(), writer, vault, time, random, folds}, terms, writer_id{number}));
        ASSERT_TRUE(executors.back()->take_over());
    }
    void ask(partition_executor& whom, unsigned char id, std::size_t attempt) {
        ready_command command;
        command.id = {id};
        command.asked = std::to_string(id);
        command.request = *vault.dedupe_digest(command.asked);
        command.client_key = true;
        command.steps.push_back(
            std::make_unique<tally_step>(stream_id{stream_kind::application, {0, 1U + id % 3U}}, id % 4 == 0, id % 5U));
        whom.on_command(std::move(command), [this, id, attempt](const command_answer& said) {
            answers[{id, attempt}] = said;
        });
    }
    bool await(const std::function<bool()>& holds) {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (!holds()) {
            if (std::chrono::steady_clock::now() > until) return false;
            for (auto& each : executors) each->tick();
            log->settle();
            for (const auto& each : inbox.take())
                for (auto& executor : executors) each(*executor);
            time.advance_ms(1);
        }
        return true;
    }
    bool all_serve() const {
        return std::all_of(executors.begin(), executors.end(),
                           [](const auto& each) { return each->now_in() == partition_executor::mode::serving; });
    }
};
using ExecutorsOverALog = executors_over_a_log;

inline std::string executors_over(const testing::TestParamInfo<log_kind>& each) { return each.param.name; }

// Two that each think the partition is theirs, and clients who ask both for the same.
TEST_P(ExecutorsOverALog, AnswerEachCommandOnceAndAlike) {
    constexpr unsigned char commands = 120;
    start(1, log->writer());
    start(2, log->rival());
    ASSERT_TRUE(await([this] { return all_serve(); }));
    for (unsigned char id = 1; id <= commands; ++id)
        for (std::size_t attempt = 0; attempt < executors.size(); ++attempt) ask(*executors[attempt], id, attempt);
    ASSERT_TRUE(await([this] { return answers.size() == commands * executors.size(); }));

    std::set<std::int64_t> offsets;
    for (unsigned char id = 1; id <= commands; ++id) {
        const auto& one = answers.at({id, 0});
        const auto& two = answers.at({id, 1});
        EXPECT_LE(one.what, command_answer::kind::rejected) << one.context;
        EXPECT_EQ(one.what, two.what);
        EXPECT_EQ(one.at, two.at);
        EXPECT_EQ(one.code, two.code);
        EXPECT_TRUE(offsets.insert(one.at.offset).second);
        const auto content = log->history().commit_at(one.at);
        ASSERT_TRUE(content && *content);
        EXPECT_EQ((*content)->command, command_id{id});
    }
}

// Each event says on which state it was decided.
TEST_P(ExecutorsOverALog, DecideOnTheStateThatTheyExtend) {
    constexpr unsigned char commands = 120;
    start(1, log->writer());
    start(2, log->rival());
    ASSERT_TRUE(await([this] { return all_serve(); }));
    for (unsigned char id = 1; id <= commands; ++id) ask(*executors[id % executors.size()], id, 0);
    ASSERT_TRUE(await([this] { return answers.size() == commands; }));
    std::size_t events = 0;
    for (std::uint64_t stream = 1; stream <= 3; ++stream) {
        tally_state state;
        const auto read =
            log->history().read_stream({stream_kind::application, {0, stream}}, 1, INT64_MAX,
                                       [&](const position&, const commit& in, const stream_part& part) {
                                           stamp at;
                                           at.version = part.first_version;
                                           at.at = in.recorded_at;
                                           EXPECT_EQ(read_tally(part.events.front())->decided_on, state.fingerprint());
                                           EXPECT_TRUE(state.evolve(part.events.front(), at));
                                           ++events;
                                           return true;
                                       });
        EXPECT_TRUE(read);
    }
    EXPECT_GT(events, 20U);
}

}  // namespace parcours
