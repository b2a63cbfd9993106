// SPDX-License-Identifier: Apache-2.0
#include "infra/kafka/client.hpp"

#include <array>

#include <fmt/format.h>
#include <librdkafka/rdkafka.h>

namespace parcours::kafka {
namespace {

using pairs = std::vector<std::pair<std::string, std::string>>;

constexpr int retry_backoff_ms = 50;
constexpr int prefetched_kilobytes_max = 16 * 1024;
constexpr std::size_t troubles_max = 1'000;

expected<handle> make(rd_kafka_type_t type, const settings& given, const pairs& properties) {
    std::array<char, 512> why{};
    std::unique_ptr<rd_kafka_conf_s, freed> conf(rd_kafka_conf_new());
    const auto set = [&](const std::string& name, const std::string& value) {
        return rd_kafka_conf_set(conf.get(), name.c_str(), value.c_str(), why.data(), why.size()) == RD_KAFKA_CONF_OK;
    };
    const auto security = security_properties(given.access);
    if (!security) return tl::unexpected(security.error());
    pairs all = {{"bootstrap.servers", given.bootstrap},
                 {"client.id", "parcours"},
                 {"socket.timeout.ms", std::to_string(given.request_timeout_ms)},
                 {"topic.metadata.refresh.interval.ms", "10000"},
                 {"topic.metadata.refresh.fast.interval.ms", std::to_string(retry_backoff_ms)},
                 {"reconnect.backoff.ms", std::to_string(retry_backoff_ms)},
                 {"reconnect.backoff.max.ms", "1000"},
                 {"log_level", "0"}};
    all.insert(all.end(), properties.begin(), properties.end());
    for (const auto& [name, value] : all)
        if (!set(name, value)) return failed(failure_code::invalid, "Kafka's client refuses " + name);
    // The library's own reason is not told: it may quote the value, which may be a secret.
    for (const auto& [name, value] : *security)
        if (!set(name, value)) return failed(failure_code::invalid, "Kafka's client refuses " + name);
    // Errors reach us as events and answers; the library prints nothing beside them.
    rd_kafka_conf_set_log_cb(conf.get(), nullptr);
    rd_kafka_conf_set_events(
        conf.get(), type == RD_KAFKA_PRODUCER ? RD_KAFKA_EVENT_DR | RD_KAFKA_EVENT_ERROR : RD_KAFKA_EVENT_ERROR);
    handle made(rd_kafka_new(type, conf.get(), why.data(), why.size()));
    if (!made) return failed(failure_code::invalid, std::string("no client for Kafka: ") + why.data());
    (void)conf.release();  // it belongs to the client now
    return made;
}

}  // namespace

expected<handle> make_producer(const settings& given) {
    return make(RD_KAFKA_PRODUCER, given,
                {{"enable.idempotence", "true"},
                 {"acks", "all"},
                 {"linger.ms", "0"},
                 {"message.timeout.ms", std::to_string(given.delivery_timeout_ms)},
                 {"request.timeout.ms", std::to_string(given.delivery_timeout_ms)},
                 {"retry.backoff.ms", std::to_string(retry_backoff_ms)},
                 {"message.max.bytes", std::to_string(batch_size_max)},
                 {"queue.buffering.max.messages", "1000000"},
                 // Our own bound is the smaller one and refuses first.
                 {"queue.buffering.max.kbytes", std::to_string(2 * given.waiting_bytes_max / 1024 + 1024)}});
}

expected<handle> make_consumer(const settings& given, int fetch_wait_max_ms) {
    auto made = make(RD_KAFKA_CONSUMER, given,
                     // Positions are assigned and never committed: no group is joined under this name.
                     {{"group.id", given.prefix + ".readers"},
                      {"allow.auto.create.topics", "false"},
                      {"isolation.level", "read_uncommitted"},
                      {"check.crcs", "true"},
                      {"enable.auto.commit", "false"},
                      {"enable.auto.offset.store", "false"},
                      {"auto.offset.reset", "error"},
                      {"enable.partition.eof", "true"},
                      {"fetch.wait.max.ms", std::to_string(fetch_wait_max_ms)},
                      {"fetch.error.backoff.ms", std::to_string(retry_backoff_ms)},
                      {"queued.max.messages.kbytes", std::to_string(prefetched_kilobytes_max)},
                      {"queued.min.messages", "10000"}});
    if (made) rd_kafka_poll_set_consumer(made->get());
    return made;
}

std::string trouble_of(rd_kafka_s* consumer) {
    const queue_handle told(rd_kafka_queue_get_consumer(consumer));
    std::string last;
    bool decided = false;
    for (std::size_t count = 0; count < troubles_max && !decided; ++count) {
        const event_handle event(rd_kafka_queue_poll(told.get(), 0));
        if (!event) break;
        if (rd_kafka_event_type(event.get()) != RD_KAFKA_EVENT_ERROR) continue;
        const auto error = rd_kafka_event_error(event.get());
        decided = error == RD_KAFKA_RESP_ERR__AUTHENTICATION || error == RD_KAFKA_RESP_ERR__SSL;
        if (decided || error != RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN)
            last = fmt::format(" ({})", rd_kafka_event_error_string(event.get()));
    }
    return last;
}

}  // namespace parcours::kafka
