// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "events/failure.hpp"
#include "infra/kafka/handles.hpp"
#include "infra/kafka/settings.hpp"

namespace parcours::kafka {

// A partition as the brokers describe it.
struct partition_facts {
    partition_number number = 0;
    std::int32_t leader = -1;  // -1: none just now
    int replicas = 0;
    std::int64_t first_offset = 0;  // the low watermark
};

// What the brokers say of a topic.
struct topic_facts {
    int brokers = 0;
    std::vector<partition_facts> partitions;
    std::map<std::string, std::string, std::less<>> settings;
};

// The settings that a topic of ours is created with, by the number of brokers.
std::map<std::string, std::string, std::less<>> wanted_settings(int brokers);
int wanted_replicas(int brokers);

// What would let acknowledged records be lost, or none be written: one sentence each; empty where all is well.
std::vector<std::string> topic_faults(const topic_facts& facts, partition_number partitions);

}  // namespace parcours::kafka
