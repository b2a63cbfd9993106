// SPDX-License-Identifier: Apache-2.0
// What only a real broker can show.
#include <gtest/gtest.h>
#include <librdkafka/rdkafka.h>

#include "infra/kafka/client.hpp"
#include "infra/kafka/topic.hpp"
#include "tests/contracts/chain.hpp"
#include "tests/contracts/told.hpp"
#include "tests/infra/kafka/kafka_under_test.hpp"

namespace parcours {
namespace {

struct real_brokers : testing::Test {
    std::unique_ptr<kafka_under_test> process;
    told listener;
    kafka::handle client;

    void SetUp() override {
        if (const auto why = real_missing(); !why.empty()) GTEST_SKIP() << why;
        process = std::make_unique<kafka_under_test>(real_bootstrap());
        client = *kafka::make_consumer(process->settings, process->settings.fetch_wait_max_ms);
    }
    void TearDown() override { process.reset(); }
    std::string topic() const { return topic_name(process->settings); }
    bool answered(const kafka::queue_handle& answers) const {
        const kafka::event_handle answer(rd_kafka_queue_poll(answers.get(), 10'000));
        return answer && rd_kafka_event_error(answer.get()) == RD_KAFKA_RESP_ERR_NO_ERROR;
    }
    void set(const char* name, const char* value) {
        auto* resource = rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topic().c_str());
        rd_kafka_ConfigResource_set_config(resource, name, value);
        const kafka::queue_handle answers(rd_kafka_queue_new(client.get()));
        rd_kafka_AlterConfigs(client.get(), &resource, 1, nullptr, answers.get());
        ASSERT_TRUE(answered(answers));
        rd_kafka_ConfigResource_destroy(resource);
    }
    void remove_records_before(std::int64_t offset) {
        const kafka::partitions_handle before(rd_kafka_topic_partition_list_new(1));
        rd_kafka_topic_partition_list_add(before.get(), topic().c_str(), 0)->offset = offset;
        auto* removal = rd_kafka_DeleteRecords_new(before.get());
        const kafka::queue_handle answers(rd_kafka_queue_new(client.get()));
        rd_kafka_DeleteRecords(client.get(), &removal, 1, nullptr, answers.get());
        ASSERT_TRUE(answered(answers));
        rd_kafka_DeleteRecords_destroy(removal);
    }
    void remove_topic() {
        auto* removal = rd_kafka_DeleteTopic_new(topic().c_str());
        const kafka::queue_handle answers(rd_kafka_queue_new(client.get()));
        rd_kafka_DeleteTopics(client.get(), &removal, 1, nullptr, answers.get());
        ASSERT_TRUE(answered(answers));
        rd_kafka_DeleteTopic_destroy(removal);
    }
    bool await(const std::function<bool(const told&)>& holds) {
        return listener.await([] {}, holds);
    }
    void open() {
        const auto opened = process->open(listener, listener);
        ASSERT_TRUE(opened) << opened.error().context;
    }
};
using RealBrokers = real_brokers;

TEST_F(RealBrokers, GetATopicAsItIsWanted) {
    const auto first = kafka::prepare(process->settings, process->random);
    ASSERT_TRUE(first) << first.error().context;
    const auto second = kafka::prepare(process->settings, process->random);
    ASSERT_TRUE(second) << second.error().context;
    EXPECT_EQ(second->generation, first->generation);
    auto about = kafka::topic::open(process->settings);
    ASSERT_TRUE(about);
    const auto facts = about->describe();
    ASSERT_TRUE(facts);
    EXPECT_EQ(facts->partitions.size(), 2U);
    EXPECT_EQ(facts->partitions.front().replicas, kafka::wanted_replicas(facts->brokers));
    EXPECT_TRUE(about->check(2));
}

TEST_F(RealBrokers, AreRefusedWhereTheTopicIsSetWrong) {
    ASSERT_TRUE(kafka::prepare(process->settings, process->random));
    set("retention.ms", "86400000");
    // Not every broker knows it at once.
    expected<void> opened;
    ASSERT_TRUE(await([&](const told&) {
        process->close();
        opened = process->open(listener, listener);
        return !opened.has_value();
    }));
    EXPECT_EQ(opened.error().code, failure_code::invalid);
    EXPECT_NE(opened.error().context.find("retention.ms is 86400000"), std::string::npos) << opened.error().context;
}

TEST_F(RealBrokers, AreRefusedWhereRecordsWereRemoved) {
    open();
    chain ours = chain::begin(process->history().shape(), 0);
    process->writer().append({0, 1, 0, {ours.append(1, ours.stream(1), 1), ours.append(2, ours.stream(1), 2)}});
    ASSERT_TRUE(await([](const told& all) { return all.taken().size() == 2; }));
    process->close();
    remove_records_before(2);
    const auto opened = process->open(listener, listener);
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().code, failure_code::unavailable) << opened.error().context;
}

TEST_F(RealBrokers, StopARunningLogWhoseTopicIsSetWrong) {
    process->settings.check_interval_ms = 100;
    open();
    set("cleanup.policy", "compact");
    ASSERT_TRUE(await([](const told& all) { return all.stopped().size() == 2; }));
    EXPECT_NE(listener.stopped().at(0).context.find("cleanup.policy"), std::string::npos);
}

TEST_F(RealBrokers, StopARunningLogWhoseTopicWasMadeAnew) {
    process->settings.check_interval_ms = 100;
    open();
    chain ours = chain::begin(process->history().shape(), 0);
    process->writer().append({0, 1, 0, {ours.append(1, ours.stream(1), 1)}});
    ASSERT_TRUE(await([](const told& all) { return all.taken().size() == 1; }));
    remove_topic();
    fixed_entropy other(99);
    ASSERT_TRUE(await([&](const told&) { return kafka::prepare(process->settings, other).has_value(); }));
    ASSERT_TRUE(await([](const told& all) { return all.stopped().size() == 2; }));
}

}  // namespace
}  // namespace parcours
