// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include "commands/executor/partition_executor.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fixed_entropy.hpp"
#include "tests/support/keys_in_memory.hpp"
#include "tests/support/log_in_memory.hpp"
#include "tests/support/tally.hpp"

namespace parcours {

using answer_kind = command_answer::kind;
using executor_mode = partition_executor::mode;

inline const stream_id first_tally{stream_kind::application, id128::make({1'600'000'000'000}, 0, 1)};
inline const stream_id second_tally{stream_kind::application, id128::make({1'600'000'000'000}, 0, 2)};
inline const stream_id tally_elsewhere{stream_kind::application, id128::make({1'600'000'000'000}, 8, 1)};

// One process over a log, with everything in the test's hand. What it was asked gets a number, and an answer later.
struct one_process final : log_listener, append_listener, commit_fates, log_writer {
    explicit one_process(broker_in_memory& broker, fake_clock& time_, keys_in_memory& vault_, const charter& terms,
                         writer_id writer, const executor_settings& settings = {})
        : log(broker),
          vault(vault_),
          time(time_),
          executor(0, {log.history(), *this, vault, time, random, folds}, terms, writer, settings) {
        log.attach(this, this);
        executor.listen(this);
    }

    void on_accepted(std::span<const accepted> group) override {
        for (const auto& each : group) history.push_back(each);
        executor.on_accepted(group);
    }
    void on_ignored(const ignored& record) override { executor.on_ignored(record); }
    void on_stopped(partition_number, const failure& why) override { executor.on_stopped(why); }
    void on_append_failed(const append_failure& failed) override { executor.on_failed(failed); }
    void on_lost(const command_id&, const digest& commit) override { lost.push_back(commit); }
    void on_given_up(const command_id& command) override { given_up.push_back(command); }
    void append(append_group group) override {
        appended.push_back(group);
        log.append(std::move(group));
    }
    void renew(partition_number partition) override {
        ++renewals;
        log.renew(partition);
    }

    // A command under this id, with its request's digest as a gateway makes it.
    ready_command command(unsigned char id, std::vector<std::unique_ptr<command_step>> steps,
                          const std::string& request = "as ever") {
        ready_command made;
        made.id = {id};
        made.name = "tally";
        made.asked = request;
        made.request = *vault.dedupe_digest(request);
        made.remote.audiences = {audience::public_};
        made.steps = std::move(steps);
        made.outcome = R"({"tally":"one"})";
        return made;
    }
    ready_command put(unsigned char id, std::uint64_t value, const stream_id& into = first_tally) {
        std::vector<std::unique_ptr<command_step>> steps;
        steps.push_back(std::make_unique<tally_step>(into, false, value));
        return command(id, std::move(steps), "put " + std::to_string(value));
    }
    std::size_t ask(ready_command asked) {
        const std::size_t number = answers.size();
        answers.emplace_back();
        executor.on_command(std::move(asked), [this, number](const command_answer& said) {
            EXPECT_FALSE(answers[number].has_value()) << "answered twice";
            answers[number] = said;
        });
        return number;
    }
    // Decides and appends what waits; nothing reaches the log.
    void decide() { executor.tick(); }
    // Lets everything happen that can, time standing still.
    void settle() {
        constexpr int rounds_max = 1000;
        for (int i = 0; i < rounds_max; ++i) {
            executor.tick();
            bool more = log.send(0);
            more = log.tail(0, 1000) > 0 || more;
            if (!more) return;
        }
    }
    void take_over() {
        log.tail(0, 1000);
        ASSERT_TRUE(executor.take_over());
        settle();
        ASSERT_EQ(executor.now_in(), executor_mode::serving);
    }
    answer_kind said(std::size_t number) const {
        EXPECT_TRUE(answers.at(number).has_value()) << "not answered yet";
        return answers[number] ? answers[number]->what : answer_kind::unavailable;
    }
    bool answered(std::size_t number) const { return answers.at(number).has_value(); }
    std::size_t commits() const {
        std::size_t count = 0;
        for (const auto& each : history) count += each.content ? 1 : 0;
        return count;
    }

    log_in_memory log;
    keys_in_memory& vault;
    fake_clock& time;
    fixed_entropy random;
    tally_folds folds;
    std::vector<std::optional<command_answer>> answers;
    std::vector<accepted> history;
    std::vector<append_group> appended;
    std::vector<digest> lost;
    std::vector<command_id> given_up;
    int renewals = 0;
    partition_executor executor;
};

// One process that owns its partition, and room for a rival.
struct an_executor : testing::Test {
    an_executor() {
        terms.visible.grant(group::offers, audience::public_, right::read);
        terms.text_digest = {5};
        us = make(1);
    }
    std::unique_ptr<one_process> make(unsigned char number, const executor_settings& settings = {}) {
        return std::make_unique<one_process>(broker, time, vault, terms, writer_id{number}, settings);
    }
    void restart_with(const executor_settings& settings) {
        us = make(9, settings);
        us->take_over();
    }

    charter terms;
    fake_clock time;
    keys_in_memory vault;
    broker_in_memory broker{{token128{3}, 8}};
    std::unique_ptr<one_process> us;
};

}  // namespace parcours
