// SPDX-License-Identifier: Apache-2.0
#include "infra/kafka/topic_check.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

namespace parcours::kafka {
namespace {

// Above this, one broker may be lost without losing records or standing still.
constexpr int brokers_for_copies = 3;
constexpr std::int64_t in_sync_least = 2;

std::optional<std::int64_t> number_of(const topic_facts& facts, std::string_view name) {
    const auto found = facts.settings.find(name);
    if (found == facts.settings.end()) return std::nullopt;
    std::int64_t value = 0;
    const char* const end = found->second.data() + found->second.size();
    const auto read = std::from_chars(found->second.data(), end, value);
    return read.ec == std::errc{} && read.ptr == end ? std::optional(value) : std::nullopt;
}

void must_be(const topic_facts& facts, std::string_view name, std::string_view wanted, std::string_view why,
             std::vector<std::string>& faults) {
    const auto found = facts.settings.find(name);
    const std::string is = found == facts.settings.end() ? "unknown" : found->second;
    if (is != wanted) faults.push_back(fmt::format("{} is {} and must be {}: {}", name, is, wanted, why));
}

void check_copies(const topic_facts& facts, std::vector<std::string>& faults) {
    int replicas = facts.partitions.empty() ? 0 : facts.partitions.front().replicas;
    for (const auto& partition : facts.partitions) replicas = std::min(replicas, partition.replicas);
    if (replicas < brokers_for_copies) {
        if (facts.brokers >= brokers_for_copies)
            faults.push_back(
                fmt::format("a partition has {} replica(s) on {} brokers and must have {}: one machine "
                            "that is lost would take acknowledged records with it",
                            replicas, facts.brokers, brokers_for_copies));
        return;
    }
    if (number_of(facts, "min.insync.replicas").value_or(0) < in_sync_least)
        faults.push_back(
            fmt::format("min.insync.replicas must be {} or more: a single broker could acknowledge a "
                        "record alone, and lose it",
                        in_sync_least));
}

}  // namespace

std::map<std::string, std::string, std::less<>> wanted_settings(int brokers) {
    return {{"cleanup.policy", "delete"},
            {"retention.ms", "-1"},
            {"retention.bytes", "-1"},
            {"unclean.leader.election.enable", "false"},
            {"max.message.bytes", std::to_string(2 * batch_size_max)},
            {"min.insync.replicas", brokers >= brokers_for_copies ? "2" : "1"}};
}

int wanted_replicas(int brokers) { return brokers >= brokers_for_copies ? brokers_for_copies : 1; }

std::vector<std::string> topic_faults(const topic_facts& facts, partition_number partitions) {
    std::vector<std::string> faults;
    if (facts.partitions.size() != partitions)
        faults.push_back(
            fmt::format("the topic has {} partitions and the generation {}: the number never changes "
                        "within a generation",
                        facts.partitions.size(), partitions));
    must_be(facts, "cleanup.policy", "delete", "compaction removes records", faults);
    must_be(facts, "retention.ms", "-1", "old records would be removed", faults);
    must_be(facts, "retention.bytes", "-1", "old records would be removed", faults);
    must_be(facts, "unclean.leader.election.enable", "false", "a stale broker could take acknowledged records back",
            faults);
    if (number_of(facts, "max.message.bytes").value_or(0) < static_cast<std::int64_t>(batch_size_max))
        faults.push_back(
            fmt::format("max.message.bytes must be {} or more: a large commit could not be written", batch_size_max));
    check_copies(facts, faults);
    for (const auto& partition : facts.partitions)
        if (partition.first_offset != 0) {
            faults.push_back(fmt::format("partition {} begins at offset {} and must begin at 0: records were removed",
                                         partition.number, partition.first_offset));
            break;
        }
    return faults;
}

}  // namespace parcours::kafka
