// SPDX-License-Identifier: Apache-2.0
#include "infra/kafka/topic.hpp"

#include <array>
#include <chrono>
#include <thread>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <librdkafka/rdkafka.h>

#include "infra/kafka/client.hpp"
#include "infra/kafka/error_class.hpp"

namespace parcours::kafka {
namespace {

using steady = std::chrono::steady_clock;

// How long one question for offsets may take before it is asked again, of the leader of then. It is one for all
// partitions; rd_kafka_query_watermark_offsets would wait as long as requests to a dead leader are repeated.
constexpr int offsets_timeout_ms = 2'000;
constexpr std::chrono::milliseconds offsets_pause{100};

struct new_topic_freed {
    void operator()(rd_kafka_NewTopic_t* owned) const { rd_kafka_NewTopic_destroy(owned); }
};
struct options_freed {
    void operator()(rd_kafka_AdminOptions_t* owned) const { rd_kafka_AdminOptions_destroy(owned); }
};
struct resource_freed {
    void operator()(rd_kafka_ConfigResource_t* owned) const { rd_kafka_ConfigResource_destroy(owned); }
};
using options_handle = std::unique_ptr<rd_kafka_AdminOptions_t, options_freed>;

options_handle options_for(rd_kafka_t* client, rd_kafka_admin_op_t operation, int timeout_ms) {
    options_handle made(rd_kafka_AdminOptions_new(client, operation));
    std::array<char, 128> why{};
    rd_kafka_AdminOptions_set_request_timeout(made.get(), timeout_ms, why.data(), why.size());
    return made;
}

partition_facts facts_of(const rd_kafka_metadata_partition& described) {
    return {static_cast<partition_number>(described.id), described.leader, described.replica_cnt, 0};
}

}  // namespace

expected<topic> topic::open(const settings& given) {
    auto client = make_consumer(given, given.fetch_wait_max_ms);
    if (!client) return tl::unexpected(std::move(client).error());
    return topic(given, *std::move(client));
}

topic::topic(const settings& given, handle client)
    : given_(given),
      name_(topic_name(given)),
      client_(std::move(client)),
      topic_(rd_kafka_topic_new(client_.get(), name_.c_str(), nullptr)) {}

expected<event_handle> topic::answer_of(const queue_handle& answers) {
    event_handle event(rd_kafka_queue_poll(answers.get(), 2 * given_.request_timeout_ms));
    if (!event) return failed(failure_code::unavailable, "no broker answers about " + name_);
    if (const auto error = rd_kafka_event_error(event.get()); error != RD_KAFKA_RESP_ERR_NO_ERROR)
        return tl::unexpected(failure_of(error, "brokers do not answer about " + name_));
    return event;
}

expected<void> topic::create() {
    const struct rd_kafka_metadata* known = nullptr;
    if (const auto error = rd_kafka_metadata(client_.get(), 1, nullptr, &known, given_.request_timeout_ms);
        error != RD_KAFKA_RESP_ERR_NO_ERROR)
        return tl::unexpected(
            failure_of(error, "no broker answers at " + given_.bootstrap + trouble_of(client_.get())));
    const metadata_handle all(known);
    for (int i = 0; i < all->topic_cnt; ++i)
        if (name_ == all->topics[i].topic && all->topics[i].err == RD_KAFKA_RESP_ERR_NO_ERROR) return {};

    std::array<char, 256> why{};
    const std::unique_ptr<rd_kafka_NewTopic_t, new_topic_freed> wanted(rd_kafka_NewTopic_new(
        name_.c_str(), static_cast<int>(given_.partitions), wanted_replicas(all->broker_cnt), why.data(), why.size()));
    if (!wanted) return failed(failure_code::invalid, fmt::format("{} cannot be created: {}", name_, why.data()));
    for (const auto& [name, value] : wanted_settings(all->broker_cnt))
        rd_kafka_NewTopic_set_config(wanted.get(), name.c_str(), value.c_str());
    const auto options = options_for(client_.get(), RD_KAFKA_ADMIN_OP_CREATETOPICS, given_.request_timeout_ms);
    const queue_handle answers(rd_kafka_queue_new(client_.get()));
    auto* one = wanted.get();
    rd_kafka_CreateTopics(client_.get(), &one, 1, options.get(), answers.get());
    auto answer = answer_of(answers);
    if (!answer) return tl::unexpected(std::move(answer).error());
    std::size_t count = 0;
    const auto* const* results =
        rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(answer->get()), &count);
    if (count != 1) return failed(failure_code::unavailable, "brokers do not say whether they created " + name_);
    const auto error = rd_kafka_topic_result_error(results[0]);
    // Another process may have been quicker.
    if (error == RD_KAFKA_RESP_ERR_NO_ERROR || error == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS) return {};
    return tl::unexpected(failure_of(error, name_ + " cannot be created"));
}

expected<topic_facts> topic::describe() {
    const struct rd_kafka_metadata* known = nullptr;
    if (const auto error = rd_kafka_metadata(client_.get(), 0, topic_.get(), &known, given_.request_timeout_ms);
        error != RD_KAFKA_RESP_ERR_NO_ERROR)
        return tl::unexpected(failure_of(error, name_ + " cannot be described" + trouble_of(client_.get())));
    const metadata_handle all(known);
    if (all->topic_cnt != 1) return failed(failure_code::unavailable, name_ + " is not described");
    const auto& described = all->topics[0];
    if (described.err != RD_KAFKA_RESP_ERR_NO_ERROR)
        return tl::unexpected(failure_of(described.err, name_ + " cannot be described"));
    topic_facts facts;
    facts.brokers = all->broker_cnt;
    for (int i = 0; i < described.partition_cnt; ++i) facts.partitions.push_back(facts_of(described.partitions[i]));
    return facts;
}

expected<void> topic::ask_offsets(std::int64_t which, std::vector<std::int64_t>& found) {
    const partitions_handle asked(rd_kafka_topic_partition_list_new(static_cast<int>(found.size())));
    for (std::size_t each = 0; each < found.size(); ++each)
        rd_kafka_topic_partition_list_add(asked.get(), name_.c_str(), static_cast<std::int32_t>(each))->offset = which;
    error_number error = rd_kafka_offsets_for_times(client_.get(), asked.get(), offsets_timeout_ms);
    std::size_t silent = 0;
    for (std::size_t each = 0; each < found.size() && error == RD_KAFKA_RESP_ERR_NO_ERROR; ++each) {
        const auto& answered = asked->elems[each];
        found[each] = answered.offset;
        error = answered.err;
        // Who was not heard still holds the question.
        if (error == RD_KAFKA_RESP_ERR_NO_ERROR && answered.offset < 0) error = RD_KAFKA_RESP_ERR__TIMED_OUT;
        silent = each;
    }
    if (error == RD_KAFKA_RESP_ERR_NO_ERROR) return {};
    // The question can stick to a former leader: a fresh client asks the present one.
    auto client = make_consumer(given_, given_.fetch_wait_max_ms);
    if (!client) return tl::unexpected(std::move(client).error());
    topic_.reset();
    client_ = *std::move(client);
    topic_.reset(rd_kafka_topic_new(client_.get(), name_.c_str(), nullptr));
    return tl::unexpected(failure_of(error, fmt::format("partition {} of {} does not answer", silent, name_)));
}

expected<std::vector<std::int64_t>> topic::end_offsets(partition_number partitions) {
    std::vector<std::int64_t> found(partitions);
    if (auto asked = ask_offsets(RD_KAFKA_OFFSET_END, found); !asked) return tl::unexpected(std::move(asked).error());
    return found;
}

expected<std::vector<std::int64_t>> topic::first_offsets(partition_number partitions) {
    const auto until = steady::now() + std::chrono::milliseconds(given_.request_timeout_ms);
    std::vector<std::int64_t> found(partitions);
    while (true) {
        auto asked = ask_offsets(RD_KAFKA_OFFSET_BEGINNING, found);
        if (asked) return found;
        if (asked.error().code != failure_code::unavailable || steady::now() > until)
            return tl::unexpected(std::move(asked).error());
        std::this_thread::sleep_for(offsets_pause);
    }
}

expected<void> topic::wait_until_answering() {
    const auto until = steady::now() + std::chrono::milliseconds(given_.request_timeout_ms);
    auto facts = describe();
    while (!facts && steady::now() < until && facts.error().code == failure_code::unavailable) facts = describe();
    if (!facts) return tl::unexpected(std::move(facts).error());
    const auto low = first_offsets(static_cast<partition_number>(facts->partitions.size()));
    return low ? expected<void>() : tl::unexpected(low.error());
}

expected<void> topic::read_settings(topic_facts& facts) {
    const std::unique_ptr<rd_kafka_ConfigResource_t, resource_freed> asked(
        rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, name_.c_str()));
    const auto options = options_for(client_.get(), RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS, given_.request_timeout_ms);
    const queue_handle answers(rd_kafka_queue_new(client_.get()));
    auto* one = asked.get();
    rd_kafka_DescribeConfigs(client_.get(), &one, 1, options.get(), answers.get());
    auto answer = answer_of(answers);
    if (!answer) return tl::unexpected(std::move(answer).error());
    std::size_t count = 0;
    const auto* const* resources =
        rd_kafka_DescribeConfigs_result_resources(rd_kafka_event_DescribeConfigs_result(answer->get()), &count);
    if (count != 1) return failed(failure_code::unavailable, "brokers do not tell the settings of " + name_);
    if (const auto error = rd_kafka_ConfigResource_error(resources[0]); error != RD_KAFKA_RESP_ERR_NO_ERROR)
        return tl::unexpected(failure_of(error, "the settings of " + name_ + " cannot be read"));
    const auto* const* entries = rd_kafka_ConfigResource_configs(resources[0], &count);
    for (std::size_t i = 0; i < count; ++i) {
        const char* const value = rd_kafka_ConfigEntry_value(entries[i]);
        facts.settings[rd_kafka_ConfigEntry_name(entries[i])] = value == nullptr ? "" : value;
    }
    return {};
}

expected<void> topic::check(partition_number partitions) {
    auto facts = describe();
    if (!facts) return tl::unexpected(std::move(facts).error());
    if (auto read = read_settings(*facts); !read) return read;
    const auto low = first_offsets(static_cast<partition_number>(facts->partitions.size()));
    if (!low) return tl::unexpected(low.error());
    for (auto& partition : facts->partitions) partition.first_offset = low->at(partition.number);
    const auto faults = topic_faults(*facts, partitions);
    if (faults.empty()) return {};
    return failed(failure_code::invalid, fmt::format("{}: {}", name_, fmt::join(faults, "; ")));
}

}  // namespace parcours::kafka
