// SPDX-License-Identifier: Apache-2.0
#include "infra/kafka/topic_check.hpp"

#include <gtest/gtest.h>

namespace parcours::kafka {
namespace {

topic_facts good(int brokers, partition_number partitions = 2) {
    topic_facts facts;
    facts.brokers = brokers;
    for (partition_number each = 0; each < partitions; ++each)
        facts.partitions.push_back({each, 1, wanted_replicas(brokers), 0});
    facts.settings = wanted_settings(brokers);
    return facts;
}

// That the one fault is found, and that its sentence names what is wrong.
void expect_fault(const topic_facts& facts, std::string_view names) {
    const auto faults = topic_faults(facts, 2);
    ASSERT_EQ(faults.size(), 1U) << names;
    EXPECT_NE(faults.front().find(names), std::string::npos) << faults.front();
}

TEST(ATopic, IsTakenAsItIsCreated) {
    for (const int brokers : {1, 2, 3, 5}) EXPECT_TRUE(topic_faults(good(brokers), 2).empty()) << brokers;
}

TEST(ATopic, IsRefusedWhereASettingCouldLoseRecords) {
    const std::vector<std::pair<std::string, std::string>> wrong = {{"cleanup.policy", "compact"},
                                                                    {"cleanup.policy", "compact,delete"},
                                                                    {"retention.ms", "604800000"},
                                                                    {"retention.bytes", "1000000"},
                                                                    {"unclean.leader.election.enable", "true"},
                                                                    {"max.message.bytes", "589823"},
                                                                    {"max.message.bytes", "much"},
                                                                    {"min.insync.replicas", "1"}};
    for (const auto& [name, value] : wrong) {
        auto facts = good(3);
        facts.settings[name] = value;
        expect_fault(facts, name);
        facts.settings.erase(name);
        expect_fault(facts, name);
    }
}

TEST(ATopic, IsRefusedWhereOneMachineHoldsTheOnlyCopyAndThreeAreThere) {
    auto facts = good(3);
    facts.partitions[1].replicas = 2;
    expect_fault(facts, "replica");
}

TEST(ATopic, KeepsItsCopiesRuleWhileABrokerIsAway) {
    auto facts = good(3);
    facts.brokers = 2;
    EXPECT_TRUE(topic_faults(facts, 2).empty());
    facts.settings["min.insync.replicas"] = "1";
    expect_fault(facts, "min.insync.replicas");
}

TEST(ATopic, IsRefusedWhereItsBeginningIsGone) {
    auto facts = good(3);
    facts.partitions[1].first_offset = 7;
    expect_fault(facts, "begins at offset 7");
}

TEST(ATopic, IsRefusedWhereItWasWidened) { expect_fault(good(3, 3), "3 partitions"); }

TEST(ATopic, IsToldAllItsFaultsAtOnce) {
    auto facts = good(3);
    facts.settings["retention.ms"] = "1";
    facts.partitions[0].first_offset = 1;
    EXPECT_EQ(topic_faults(facts, 2).size(), 2U);
}

}  // namespace
}  // namespace parcours::kafka
