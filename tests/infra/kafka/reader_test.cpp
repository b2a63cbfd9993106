// SPDX-License-Identifier: Apache-2.0
#include "infra/kafka/reader.hpp"

#include <gtest/gtest.h>

#include "infra/kafka/generation.hpp"
#include "infra/kafka/producer.hpp"
#include "tests/infra/kafka/mock_cluster.hpp"

namespace parcours::kafka {
namespace {

struct a_filled_topic : testing::Test {
    static constexpr std::int64_t records = 500;
    mock_cluster mock;
    settings given;
    const log_shape shape{token128{5}, 2};
    std::unique_ptr<reader> reads;

    void SetUp() override {
        given.bootstrap = mock.bootstrap();
        given.partitions = 2;
        given.request_timeout_ms = 2'000;
        mock.create_topic(topic_name(given), 2);
        auto sends = producer::open(given);
        ASSERT_TRUE(sends);
        (*sends)->send(0, write_generation_record(shape), 1);
        for (std::int64_t each = 0; each < records; ++each)
            for (const partition_number partition : {0U, 1U})
                ASSERT_EQ((*sends)->send(partition, std::to_string(partition) + ":" + std::to_string(each), 1), 0);
        while ((*sends)->in_flight() != 0) (*sends)->poll([](const delivery& report) { EXPECT_EQ(report.error, 0); });
        auto opened = reader::open(given);
        ASSERT_TRUE(opened) << opened.error().context;
        reads = *std::move(opened);
    }
};
using AReader = a_filled_topic;

TEST_F(AReader, KnowsTheGenerationFromTheTopicAlone) {
    EXPECT_EQ(reads->shape().generation, shape.generation);
    EXPECT_EQ(reads->shape().partitions, 2U);
}

TEST_F(AReader, ShowsEachRecordOnceInPiecesOfTwoPartitionsAtATime) {
    std::array<std::int64_t, 2> from{0, 0};
    std::array<std::int64_t, 2> seen{0, 0};
    for (bool more = true; more;) {
        more = false;
        for (const partition_number partition : {0U, 1U}) {
            const auto next = reads->read(partition, from[partition], 37, [&](const log_record& record) {
                EXPECT_EQ(record.value, std::to_string(partition) + ":" + std::to_string(seen[partition]));
                ++seen[partition];
            });
            ASSERT_TRUE(next) << next.error().context;
            more = more || *next != from[partition];
            from[partition] = *next;
        }
    }
    EXPECT_EQ(seen, (std::array<std::int64_t, 2>{records, records}));
    EXPECT_EQ(from, (std::array<std::int64_t, 2>{records + 1, records}));
}

TEST_F(AReader, AnswersAtOnceAtTheEndAndReadsOnWhenMoreHasCome) {
    const auto none = reads->read(1, records, 10, [](const log_record&) { ADD_FAILURE() << "there is none"; });
    ASSERT_TRUE(none);
    EXPECT_EQ(*none, records);
    auto sends = producer::open(given);
    ASSERT_EQ((*sends)->send(1, "new", 1), 0);
    while ((*sends)->in_flight() != 0) (*sends)->poll([](const delivery&) {});
    bytes found;
    ASSERT_TRUE(reads->read(1, records, 10, [&](const log_record& record) { found = record.value; }));
    EXPECT_EQ(found, "new");
}

TEST_F(AReader, SaysThatRecordsAreMissing) {
    const auto read = reads->read(1, records + 5, 10, [](const log_record&) {});
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, failure_code::corrupt);
}

TEST_F(AReader, RefusesAPartitionThatThereIsNot) {
    const auto read = reads->read(2, 0, 10, [](const log_record&) {});
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, failure_code::invalid);
}

TEST_F(AReader, WaitsForABrokerAndNotForEver) {
    mock.stop_broker(1);
    const auto read = reads->read(1, 0, 10, [](const log_record&) {});
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, failure_code::unavailable);
    mock.start_broker(1);
    std::size_t seen = 0;
    ASSERT_TRUE(reads->read(1, 0, 10, [&](const log_record&) { ++seen; }));
    EXPECT_EQ(seen, 10U);
}

}  // namespace
}  // namespace parcours::kafka
