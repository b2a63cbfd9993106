// SPDX-License-Identifier: Apache-2.0
#include "infra/kafka/generation.hpp"

#include <thread>

#include <gtest/gtest.h>

#include "events/commit/frame.hpp"
#include "infra/kafka/log.hpp"
#include "infra/kafka/producer.hpp"
#include "tests/infra/kafka/mock_cluster.hpp"
#include "tests/support/fixed_entropy.hpp"
#include "tests/support/golden.hpp"

namespace parcours::kafka {
namespace {

const log_shape some_shape{token128{1, 2, 3, 0xff}, 32};

TEST(AGenerationRecord, KeepsItsStoredForm) {
    const bytes now = write_generation_record(some_shape);
    const bytes stored = golden_octets("tests/infra/kafka/golden/generation_v1.hex", now);
    EXPECT_EQ(now, stored);
    const auto read = read_generation_record(stored);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->generation, some_shape.generation);
    EXPECT_EQ(read->partitions, some_shape.partitions);
}

TEST(AGenerationRecord, IsNoFrame) {
    const auto read = read_frame(write_generation_record(some_shape));
    ASSERT_TRUE(std::holds_alternative<not_a_frame>(read));
    EXPECT_EQ(std::get<not_a_frame>(read), not_a_frame::foreign);
}

TEST(AGenerationRecord, IsNotReadWhereAnOctetIsWrong) {
    const bytes good = write_generation_record(some_shape);
    for (std::size_t at = 0; at < good.size(); ++at) {
        bytes wrong = good;
        wrong[at] = static_cast<char>(wrong[at] ^ 1);
        EXPECT_FALSE(read_generation_record(wrong)) << at;
    }
    EXPECT_FALSE(read_generation_record(byte_view(good).substr(1)));
    EXPECT_FALSE(read_generation_record(good + '\0'));
    EXPECT_FALSE(read_generation_record(""));
}

struct a_new_topic : testing::Test {
    mock_cluster mock;
    settings given;

    void SetUp() override {
        given.bootstrap = mock.bootstrap();
        given.partitions = 2;
        mock.create_topic(topic_name(given), 2);
    }
};
using ANewTopic = a_new_topic;

TEST_F(ANewTopic, KeepsTheGenerationThatWasBegunFirst) {
    fixed_entropy one(1);
    fixed_entropy other(2);
    const auto begun = begin_log(given, one);
    ASSERT_TRUE(begun) << begun.error().context;
    given.partitions = 7;
    const auto found = begin_log(given, other);
    ASSERT_TRUE(found) << found.error().context;
    EXPECT_EQ(found->generation, begun->generation);
    EXPECT_EQ(found->partitions, 2U);
    const auto read = reader::open(given);
    ASSERT_TRUE(read) << read.error().context;
    EXPECT_EQ((*read)->shape().generation, begun->generation);
}

TEST_F(ANewTopic, IsOneGenerationForAllThatBeginAtOnce) {
    std::vector<expected<log_shape>> begun(4);
    {
        std::vector<std::jthread> all;
        for (std::size_t each = 0; each < begun.size(); ++each)
            all.emplace_back([&, each] {
                fixed_entropy random(each + 1);
                begun[each] = begin_log(given, random);
            });
    }
    for (const auto& each : begun) {
        ASSERT_TRUE(each) << each.error().context;
        EXPECT_EQ(each->generation, begun.front()->generation);
    }
}

TEST_F(ANewTopic, IsRefusedWhereItHoldsSomethingElse) {
    auto sends = producer::open(given);
    ASSERT_TRUE(sends);
    ASSERT_EQ((*sends)->send(0, "somebody else's", 1), 0);
    while ((*sends)->in_flight() != 0) (*sends)->poll([](const delivery& report) { EXPECT_EQ(report.error, 0); });
    fixed_entropy random;
    const auto begun = begin_log(given, random);
    ASSERT_FALSE(begun);
    EXPECT_EQ(begun.error().code, failure_code::invalid);
}

TEST_F(ANewTopic, HoldsNoLogToReadBeforeOneWasBegun) {
    const auto read = reader::open(given);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, failure_code::invalid);
}

TEST(Brokers, ThatDoNotAnswerAreToldOfInTime) {
    settings given;
    given.bootstrap = "127.0.0.1:1";
    given.request_timeout_ms = 300;
    fixed_entropy random;
    const auto begun = begin_log(given, random);
    ASSERT_FALSE(begun);
    EXPECT_EQ(begun.error().code, failure_code::unavailable);
    const auto read = reader::open(given);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, failure_code::unavailable);
}

}  // namespace
}  // namespace parcours::kafka
