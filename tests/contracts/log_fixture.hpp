// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include "tests/contracts/chain.hpp"
#include "tests/contracts/log_under_test.hpp"
#include "tests/contracts/told.hpp"

namespace parcours {

struct log_contract : testing::TestWithParam<log_kind> {
    std::unique_ptr<log_under_test> log;
    told listener;
    std::uint64_t tokens = 0;

    void SetUp() override {
        if (const std::string why = GetParam().missing(); !why.empty()) GTEST_SKIP() << why;
        log = GetParam().make();
        open();
    }
    void TearDown() override {
        if (log) log->close();
    }
    void open() {
        const auto opened = log->open(listener, listener);
        ASSERT_TRUE(opened) << opened.error().context;
    }
    void reopen() {
        log->close();
        open();
    }

    chain begin(partition_number partition = 0) { return chain::begin(log->history().shape(), partition); }
    std::uint64_t append(partition_number partition, std::vector<bytes> frames) {
        return append_by(log->writer(), partition, std::move(frames));
    }
    std::uint64_t append_by(log_writer& writer, partition_number partition, std::vector<bytes> frames) {
        writer.append({partition, ++tokens, 0, std::move(frames)});
        return tokens;
    }
    bool await(const std::function<bool(const told&)>& holds) {
        return listener.await([this] { log->settle(); }, holds);
    }
    bool await_accepted(std::size_t count) {
        return await([=](const told& all) { return all.taken().size() >= count; });
    }
    bool await_ignored(std::size_t count) {
        return await([=](const told& all) { return all.passed_over().size() >= count; });
    }
    bool await_stopped(partition_number partition) {
        return await([=](const told& all) { return all.stopped().contains(partition); });
    }
    history_end end(partition_number partition = 0) { return *log->history().end(partition); }
    // That whoever reads the raw records from the start comes to the same history.
    void expect_replay_agrees(partition_number partition = 0) {
        const auto all = replay(log->records(), partition);
        EXPECT_FALSE(all.stopped) << all.stopped->context;
        EXPECT_EQ(all.end.at, end(partition).at);
        EXPECT_EQ(all.end.height, end(partition).height);
        EXPECT_EQ(all.end.offset, end(partition).offset);
    }
};
using ALog = log_contract;

inline std::string log_kind_name(const testing::TestParamInfo<log_kind>& each) { return each.param.name; }

}  // namespace parcours
