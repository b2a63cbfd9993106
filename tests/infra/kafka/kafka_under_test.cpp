// SPDX-License-Identifier: Apache-2.0
#include "tests/infra/kafka/kafka_under_test.hpp"

#include <array>
#include <cstdlib>
#include <random>

#include <librdkafka/rdkafka.h>

#include "events/check.hpp"
#include "infra/kafka/client.hpp"

namespace parcours {
namespace {

std::string own_prefix() {
    std::random_device drawn;
    return "test-" + std::to_string(drawn()) + std::to_string(drawn());
}

void remove_topic(const kafka::settings& settings) {
    const auto client = kafka::make_consumer(settings, settings.fetch_wait_max_ms);
    if (!client) return;
    auto* topic = rd_kafka_DeleteTopic_new(topic_name(settings).c_str());
    const kafka::queue_handle answers(rd_kafka_queue_new(client->get()));
    rd_kafka_DeleteTopics(client->get(), &topic, 1, nullptr, answers.get());
    const kafka::event_handle answer(rd_kafka_queue_poll(answers.get(), settings.request_timeout_ms));
    rd_kafka_DeleteTopic_destroy(topic);
}

}  // namespace

std::string real_bootstrap() {
    const char* given = std::getenv("PARCOURS_KAFKA_BOOTSTRAP");
    return given == nullptr ? "" : given;
}

std::string real_missing() {
    if (!real_bootstrap().empty()) return "";
    const char* why = std::getenv("PARCOURS_BROKER_MISSING");
    return why == nullptr ? "no Kafka broker: PARCOURS_KAFKA_BOOTSTRAP names none" : why;
}

std::string secure_folder() {
    const char* given = std::getenv("PARCOURS_BROKER_SECURE");
    return given == nullptr ? "" : given;
}

std::string secure_missing() {
    if (!secure_folder().empty()) return "";
    const auto why = real_missing();
    return why.empty() ? "no listener with TLS: PARCOURS_BROKER_SECURE names no folder" : why;
}

kafka_under_test::kafka_under_test(int mock_brokers) : mock(std::make_unique<mock_cluster>(mock_brokers)) {
    settings.bootstrap = mock->bootstrap();
    topic_check = [](kafka::topic&) { return expected<void>(); };
    shape_settings();
    mock->create_topic(topic_name(settings), static_cast<int>(settings.partitions));
}

kafka_under_test::kafka_under_test(const std::string& bootstrap) {
    settings.bootstrap = bootstrap;
    settings.prefix = own_prefix();
    shape_settings();
}

kafka_under_test::~kafka_under_test() {
    close();
    if (!mock) remove_topic(settings);
}

void kafka_under_test::shape_settings() {
    settings.partitions = 2;
    settings.fetch_wait_max_ms = 5;
    settings.leader_interval_ms = 100;
}

expected<void> kafka_under_test::open(log_listener& reads, append_listener& failures) {
    auto shape = mock ? kafka::begin_log(settings, random) : kafka::prepare(settings, random);
    if (!shape) return tl::unexpected(std::move(shape).error());
    journal_settings where;
    where.folder = folder / ("journal" + std::to_string(journals_));
    auto history = frame_journal::open(where, *shape, memory);
    if (!history) return tl::unexpected(std::move(history).error());
    kept = *std::move(history);
    auto opened = topic_check ? kafka::log::open(settings, *kept, topic_check) : kafka::log::open(settings, *kept);
    if (!opened) return tl::unexpected(std::move(opened).error());
    log = *std::move(opened);
    log->start(reads, failures);
    return {};
}

void kafka_under_test::close() {
    rival_.reset();
    log.reset();
    kept.reset();
}

log_writer& kafka_under_test::rival() {
    if (!rival_) {
        auto made = kafka::writer::open(settings, settings.partitions, nobody_);
        check(made.has_value(), "a second writer opens");
        rival_ = *std::move(made);
        rival_->start(silent_);
    }
    return *rival_;
}

}  // namespace parcours
