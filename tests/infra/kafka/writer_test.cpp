// SPDX-License-Identifier: Apache-2.0
#include "infra/kafka/writer.hpp"

#include <gtest/gtest.h>
#include <librdkafka/rdkafka.h>

#include "infra/kafka/reader.hpp"
#include "tests/contracts/chain.hpp"
#include "tests/contracts/told.hpp"
#include "tests/infra/kafka/mock_cluster.hpp"

namespace parcours::kafka {
namespace {

// A watch that answers as a test says. Threads: any.
struct watch_by_hand final : append_watch {
    std::atomic<std::int64_t> position = 0;
    std::atomic<int> rechecks = 0;
    std::atomic<int> distrusted = 0;
    expected<void> answer;

    std::int64_t read_until(partition_number) const override { return position; }
    void distrust(partition_number, const failure&) override { ++distrusted; }
    void recheck(partition_number, std::function<void(expected<void>)> tell) override {
        ++rechecks;
        tell(answer);
    }
};

struct a_writer : testing::Test {
    mock_cluster mock{2};
    settings given;
    watch_by_hand watch;
    told listener;
    std::unique_ptr<writer> writes;
    std::unique_ptr<reader> records;
    std::uint64_t tokens = 0;
    const log_shape shape{token128{1}, 2};
    chain ours = chain::begin(shape, 0);

    void SetUp() override {
        given.bootstrap = mock.bootstrap();
        given.partitions = 2;
        given.delivery_timeout_ms = 1'000;
        mock.create_topic(topic_name(given), 2);
        for (const int partition : {0, 1}) mock.move_leader(topic_name(given), partition, partition + 1);
        open();
    }
    void open() {
        auto made = writer::open(given, 2, watch);
        ASSERT_TRUE(made) << made.error().context;
        writes = *std::move(made);
        writes->start(listener);
        records = std::make_unique<reader>(given, shape);
    }
    std::uint64_t append(partition_number partition, std::vector<bytes> frames) {
        writes->append({partition, ++tokens, 0, std::move(frames)});
        return tokens;
    }
    std::size_t stored(partition_number partition = 0) {
        std::size_t count = 0;
        const auto read = records->read(partition, 0, 1000, [&](const log_record&) { ++count; });
        return read ? count : 0;
    }
    bool await_stored(std::size_t count, partition_number partition = 0) {
        return listener.await([] {}, [&](const told&) { return stored(partition) >= count; });
    }
    bool await_failures(std::size_t count) {
        return listener.await([] {}, [&](const told& all) { return all.failures().size() >= count; });
    }
};
using AWriter = a_writer;

TEST_F(AWriter, RepeatsWhatABrokerRefusesForAMoment) {
    mock.answer_produce_with({RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION, RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS,
                              RD_KAFKA_RESP_ERR__TRANSPORT});
    for (unsigned char command = 1; command <= 5; ++command) append(0, {ours.append(command, ours.stream(1), command)});
    ASSERT_TRUE(await_stored(5));
    EXPECT_TRUE(listener.failures().empty());
    EXPECT_EQ(replay(*records, 0).end.at.hash, ours.head);
}

TEST_F(AWriter, TellsAnAppendThatTimesOutAsDoubt) {
    append(0, {ours.append(1, ours.stream(1), 1)});
    ASSERT_TRUE(await_stored(1));
    mock.stop_broker(1);
    const auto token = append(0, {ours.append(2, ours.stream(1), 2), ours.append(3, ours.stream(1), 3)});
    ASSERT_TRUE(await_failures(1));
    const auto failed = listener.failures().front();
    EXPECT_EQ(failed.token, token);
    EXPECT_TRUE(failed.sent);
    EXPECT_EQ(failed.why.code, failure_code::in_doubt);
    EXPECT_FALSE(failed.why.context.empty());
    // The other partition's broker is well, and so is the writer.
    chain other = chain::begin(shape, 1);
    append(1, {other.append(1, other.stream(1), 1)});
    ASSERT_TRUE(await_stored(1, 1));
    EXPECT_EQ(listener.failures().size(), 1U);
}

TEST_F(AWriter, GoesOnWithANewProducerAfterDoubt) {
    mock.stop_broker(1);
    append(0, {ours.append(1, ours.stream(1), 1)});
    ASSERT_TRUE(await_failures(1));
    writes->renew(0);
    mock.start_broker(1);
    chain again = chain::begin(shape, 0);
    append(0, {again.append_mark(1)});
    ASSERT_TRUE(listener.await([] {}, [&](const told&) { return replay(*records, 0).end.height == 1; }));
    EXPECT_EQ(replay(*records, 0).end.at.hash, again.head);
}

TEST_F(AWriter, TellsNothingMoreOfWhatWasAppendedBeforeARenewal) {
    mock.stop_broker(1);
    append(0, {ours.append(1, ours.stream(1), 1)});
    writes->renew(0);
    // Another partition's doubt, told later, shows that time has passed.
    mock.stop_broker(2);
    chain other = chain::begin(shape, 1);
    const auto token = append(1, {other.append(1, other.stream(1), 1)});
    ASSERT_TRUE(await_failures(1));
    EXPECT_EQ(listener.failures().front().token, token);
}

TEST_F(AWriter, RepeatsWhatWasDelayedAndNeverDoublesIt) {
    mock.set_round_trip_ms(1, 200);
    for (unsigned char command = 1; command <= 20; ++command)
        append(0, {ours.append(command, ours.stream(1), command)});
    ASSERT_TRUE(await_stored(20));
    mock.set_round_trip_ms(1, 0);
    EXPECT_EQ(stored(), 20U);
    EXPECT_TRUE(listener.failures().empty());
}

TEST_F(AWriter, SurvivesABrokerThatGoesAndComesBack) {
    append(0, {ours.append(1, ours.stream(1), 1)});
    ASSERT_TRUE(await_stored(1));
    writes.reset();
    given.delivery_timeout_ms = 20'000;
    open();
    mock.stop_broker(1);
    append(0, {ours.append(2, ours.stream(1), 2)});
    mock.start_broker(1);
    ASSERT_TRUE(await_stored(2));
    EXPECT_TRUE(listener.failures().empty());
}

// An idempotent producer that lost its place can never send again, so the writer makes another.
TEST_F(AWriter, ReplacesAProducerThatBrokeForGood) {
    append(0, {ours.append(1, ours.stream(1), 1)});
    ASSERT_TRUE(await_stored(1));
    mock.answer_produce_with({RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER});
    append(0, {chain(ours).append(2, ours.stream(1), 2)});
    ASSERT_TRUE(await_failures(1));
    EXPECT_TRUE(listener.failures().front().sent);
    append(0, {ours.append(3, ours.stream(1), 2)});
    ASSERT_TRUE(await_stored(2));
    EXPECT_EQ(listener.failures().size(), 1U);
}

TEST_F(AWriter, RefusesWhatDoesNotFitItsQueue) {
    writes.reset();
    given.waiting_groups_max = 3;
    open();
    mock.stop_broker(1);
    for (unsigned char command = 1; command <= 4; ++command) append(0, {ours.append(command, ours.stream(1), command)});
    ASSERT_TRUE(await_failures(1));
    EXPECT_EQ(listener.failures().front().token, 4U);
    EXPECT_FALSE(listener.failures().front().sent);
    // Room comes back as groups end.
    ASSERT_TRUE(await_failures(4));
    mock.start_broker(1);
    writes->renew(0);
    chain again = chain::begin(shape, 0);
    append(0, {again.append(9, again.stream(9), 1)});
    ASSERT_TRUE(await_stored(1));
}

TEST_F(AWriter, ReadsTheLastRecordsAgainBeforeAMark) {
    append(0, {ours.append(1, ours.stream(1), 1)});
    ASSERT_TRUE(await_stored(1));
    EXPECT_EQ(watch.rechecks, 0);
    append(0, {ours.append_mark(1)});
    append(0, {ours.append(2, ours.stream(1), 2)});
    ASSERT_TRUE(await_stored(3));
    EXPECT_EQ(watch.rechecks, 1);
    EXPECT_EQ(replay(*records, 0).end.at.hash, ours.head);
}

TEST_F(AWriter, SendsNoMarkOnALogThatIsNotTrusted) {
    watch.answer = failed(failure_code::corrupt, "another record");
    const auto token = append(0, {ours.append_mark(1)});
    ASSERT_TRUE(await_failures(1));
    EXPECT_EQ(listener.failures().front().token, token);
    EXPECT_FALSE(listener.failures().front().sent);
    EXPECT_EQ(listener.failures().front().why.context, "another record");
    EXPECT_EQ(stored(), 0U);
}

// findings.md, C12: the log has lost its end, and a new record takes the place of one that was read.
TEST_F(AWriter, DistrustsALogThatGivesAnOffsetTwice) {
    watch.position = 1;
    append(0, {ours.append(1, ours.stream(1), 1)});
    ASSERT_TRUE(listener.await([] {}, [&](const told&) { return watch.distrusted == 1; }));
    append(0, {ours.append(2, ours.stream(1), 2)});
    ASSERT_TRUE(await_stored(2));
    EXPECT_EQ(watch.distrusted, 1);
}

TEST_F(AWriter, EndsInTimeThoughNoBrokerAnswersAndTellsTheDoubt) {
    mock.stop_broker(1);
    const auto token = append(0, {ours.append(1, ours.stream(1), 1)});
    writes->stop();
    ASSERT_EQ(listener.failures().size(), 1U);
    EXPECT_EQ(listener.failures().front().token, token);
    EXPECT_TRUE(listener.failures().front().sent);
}

}  // namespace
}  // namespace parcours::kafka
