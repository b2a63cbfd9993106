// SPDX-License-Identifier: Apache-2.0
#include "infra/kafka/watch.hpp"

#include <gtest/gtest.h>

#include "infra/kafka/generation.hpp"
#include "infra/kafka/producer.hpp"
#include "tests/contracts/chain.hpp"
#include "tests/contracts/told.hpp"
#include "tests/infra/kafka/kafka_under_test.hpp"

namespace parcours {
namespace {

struct a_watched_log : testing::Test {
    kafka_under_test process{2};
    told listener;
    std::atomic<bool> settings_wrong = false;
    std::atomic<bool> brokers_silent = false;
    std::atomic<int> checks = 0;
    std::uint64_t tokens = 0;

    void SetUp() override {
        process.settings.request_timeout_ms = 2'000;
        process.topic_check = [this](kafka::topic&) -> expected<void> {
            ++checks;
            if (settings_wrong) return failed(failure_code::invalid, "retention.ms is 1");
            if (brokers_silent) return failed(failure_code::unavailable, "no answer");
            return {};
        };
    }
    void TearDown() override { process.close(); }
    // The log of this process, with `records` commits.
    chain fill(unsigned char records) {
        open();
        chain ours = chain::begin(process.history().shape(), 0);
        for (unsigned char each = 1; each <= records; ++each)
            process.writer().append({0, ++tokens, 0, {ours.append(each, ours.stream(1), each)}});
        EXPECT_TRUE(await([&](const told& all) { return all.taken().size() == records; }));
        return ours;
    }
    void open() {
        const auto opened = process.open(listener, listener);
        ASSERT_TRUE(opened) << opened.error().context;
    }
    bool await(const std::function<bool(const told&)>& holds) {
        return listener.await([] {}, holds);
    }
    // Brokers whose topic of this name holds these records, the same generation first.
    void replace_brokers(const std::vector<bytes>& records, const log_shape& shape) {
        process.close();
        process.mock = std::make_unique<mock_cluster>(2);
        process.settings.bootstrap = process.mock->bootstrap();
        process.mock->create_topic(topic_name(process.settings), 2);
        auto sends = kafka::producer::open(process.settings);
        ASSERT_TRUE(sends);
        ASSERT_EQ((*sends)->send(0, kafka::write_generation_record(shape), 1), 0);
        for (const auto& each : records) ASSERT_EQ((*sends)->send(0, each, 1), 0);
        while ((*sends)->in_flight() != 0)
            (*sends)->poll([](const kafka::delivery& report) { EXPECT_EQ(report.error, 0); });
    }
    // Why the log cannot be opened.
    failure refusal() {
        const auto opened = process.open(listener, listener);
        EXPECT_FALSE(opened);
        return opened ? failure{} : opened.error();
    }
};
using AWatchedLog = a_watched_log;

TEST_F(AWatchedLog, OpensWhereItsLastRecordsAreStillThere) {
    fill(6);
    process.close();
    open();
    EXPECT_GT(process.log->watched().last_found_well(), std::chrono::steady_clock::time_point());
    EXPECT_TRUE(await(
        [&](const told&) { return process.log->watched().last_level() > std::chrono::steady_clock::time_point(); }));
}

// findings.md, C12: nobody else would notice a log that has lost its end.
TEST_F(AWatchedLog, IsRefusedWhereItsEndIsGone) {
    fill(3);
    const auto shape = process.history().shape();
    chain again = chain::begin(shape, 0);
    replace_brokers({again.append(1, again.stream(1), 1)}, shape);
    const auto why = refusal();
    EXPECT_EQ(why.code, failure_code::corrupt);
    EXPECT_NE(why.context.find("ends before offset"), std::string::npos) << why.context;
}

TEST_F(AWatchedLog, IsRefusedWhereAnotherRecordStandsInThePlaceOfALostOne) {
    fill(3);
    const auto shape = process.history().shape();
    chain again = chain::begin(shape, 0);
    again.now.ms += 1;
    std::vector<bytes> records;
    for (unsigned char each = 1; each <= 5; ++each) records.push_back(again.append(each, again.stream(1), each));
    replace_brokers(records, shape);
    const auto why = refusal();
    EXPECT_EQ(why.code, failure_code::corrupt);
    EXPECT_NE(why.context.find("another record at offset"), std::string::npos) << why.context;
}

TEST_F(AWatchedLog, IsRefusedWhereItsTopicWasMadeAnew) {
    fill(3);
    replace_brokers({}, {token128{77}, 2});
    EXPECT_EQ(refusal().code, failure_code::invalid);
}

TEST_F(AWatchedLog, IsRefusedWhereTheTopicIsSetWrong) {
    settings_wrong = true;
    const auto why = refusal();
    EXPECT_EQ(why.code, failure_code::invalid);
    EXPECT_EQ(why.context, "retention.ms is 1");
}

TEST_F(AWatchedLog, StopsEachPartitionOnceTheTopicIsSetWrong) {
    process.settings.check_interval_ms = 50;
    fill(1);
    settings_wrong = true;
    ASSERT_TRUE(await([](const told& all) { return all.stopped().size() == 2; }));
    EXPECT_EQ(listener.stopped().at(1).context, "retention.ms is 1");
}

TEST_F(AWatchedLog, GoesOnWhileItCannotBeChecked) {
    process.settings.check_interval_ms = 20;
    chain ours = fill(1);
    brokers_silent = true;
    const int before = checks;
    ASSERT_TRUE(await([&](const told&) { return checks > before + 2; }));
    process.writer().append({0, ++tokens, 0, {ours.append(2, ours.stream(1), 2)}});
    ASSERT_TRUE(await([](const told& all) { return all.taken().size() == 2; }));
    EXPECT_TRUE(listener.stopped().empty());
}

TEST_F(AWatchedLog, ReadsItsLastRecordsAgainAtAChangeOfLeader) {
    process.settings.leader_interval_ms = 20;
    process.mock->move_leader(topic_name(process.settings), 0, 1);
    chain ours = fill(2);
    // One by one, for a leader is known only when it was asked for once.
    const auto before = process.log->watched().rereads();
    int leader = 1;
    ASSERT_TRUE(await([&](const told&) {
        leader = 3 - leader;
        process.mock->move_leader(topic_name(process.settings), 0, leader);
        return process.log->watched().rereads() > before;
    }));
    process.writer().append({0, ++tokens, 0, {ours.append(3, ours.stream(1), 3)}});
    ASSERT_TRUE(await([](const told& all) { return all.taken().size() == 3; }));
    EXPECT_TRUE(listener.stopped().empty());
}

TEST_F(AWatchedLog, ReadsItsLastRecordsAgainBeforeAMark) {
    chain ours = fill(2);
    const auto before = process.log->watched().rereads();
    process.writer().append({0, ++tokens, 0, {ours.append_mark(1)}});
    ASSERT_TRUE(await([](const told& all) { return all.taken().size() == 3; }));
    EXPECT_EQ(process.log->watched().rereads(), before + 1);
}

TEST_F(AWatchedLog, IsReadAgainWholeByAProcessThatHasNothing) {
    const chain ours = fill(20);
    process.close();
    process.forget();
    open();
    ASSERT_TRUE(await([](const told& all) { return all.taken().size() == 40; }));
    EXPECT_EQ(process.history().end(0)->at.hash, ours.head);
    ASSERT_TRUE(await([&](const told&) { return process.log->tail().reached_end(0); }));
}

// Else one dead broker of three would keep everybody from what they may see, though each partition is led again.
TEST_F(AWatchedLog, IsLevelAgainOnceThePartitionsOfADeadLeaderAreLedByAnother) {
    const auto lead = [&](int broker) {
        for (const int partition : {0, 1}) process.mock->move_leader(topic_name(process.settings), partition, broker);
    };
    lead(1);
    chain ours = fill(2);
    const auto level = [&] { return process.log->watched().last_level(); };
    const auto begun = level();
    ASSERT_TRUE(await([&](const told&) { return level() > begun; }));
    process.mock->stop_broker(1);
    lead(2);
    const auto died = std::chrono::steady_clock::now();
    ASSERT_TRUE(await([&](const told&) { return level() > died; }));
    process.writer().append({0, ++tokens, 0, {ours.append(3, ours.stream(1), 3)}});
    ASSERT_TRUE(await([](const told& all) { return all.taken().size() == 3; }));
    EXPECT_TRUE(listener.stopped().empty());
}

// While brokers are away every partition asks again each second.
TEST_F(AWatchedLog, AnswersOnlyTheNewestQuestionOfAPartition) {
    fill(2);
    const auto shape = process.history().shape();
    process.close();
    journal_settings where;
    where.folder = process.folder / "journal0";
    const auto kept = frame_journal::open(where, shape, process.memory);
    ASSERT_TRUE(kept);
    const auto reads = kafka::tailer::open(process.settings, **kept);
    ASSERT_TRUE(reads);
    const auto watches = kafka::watch::open(process.settings, shape, **reads, process.topic_check);
    ASSERT_TRUE(watches);
    for (const int broker : {1, 2}) process.mock->stop_broker(broker);
    std::atomic<int> given_up = 0;
    std::atomic<bool> well = false;
    for (int each = 0; each < 50; ++each)
        (*watches)->recheck(0, [&](const expected<void>& answer) {
            if (answer) well = true;
            if (!answer) ++given_up;
        });
    EXPECT_EQ(given_up, 49);
    (*watches)->start();
    for (const int broker : {1, 2}) process.mock->start_broker(broker);
    EXPECT_TRUE(await([&](const told&) { return well.load(); }));
    EXPECT_EQ((*watches)->rereads(), 1U);
}

}  // namespace
}  // namespace parcours
