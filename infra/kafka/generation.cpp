// SPDX-License-Identifier: Apache-2.0
#include "infra/kafka/generation.hpp"

#include <algorithm>

#include <librdkafka/rdkafka.h>

#include "events/commit/digest.hpp"
#include "infra/kafka/client.hpp"
#include "infra/kafka/error_class.hpp"

namespace parcours::kafka {
namespace {

constexpr byte_view magic = "PRCG";
constexpr std::uint16_t record_version = 1;
constexpr std::size_t partitions_at = 8;
constexpr std::size_t generation_at = 12;
constexpr std::size_t digest_at = 28;
constexpr std::size_t record_size = 60;
// More processes than this do not begin a log at the same moment.
constexpr std::size_t beginners_max = 64;

expected<void> send(const settings& given, const bytes& record) {
    auto producer = make_producer(given);
    if (!producer) return tl::unexpected(std::move(producer).error());
    rd_kafka_s* const client = producer->get();
    const topic_handle topic(rd_kafka_topic_new(client, topic_name(given).c_str(), nullptr));
    if (rd_kafka_produce(topic.get(), 0, RD_KAFKA_MSG_F_COPY, const_cast<char*>(record.data()), record.size(), nullptr,
                         0, nullptr) != 0)
        return tl::unexpected(failure_of(rd_kafka_last_error(), "the generation record cannot be written"));
    const queue_handle reports(rd_kafka_queue_get_main(client));
    while (const event_handle event{rd_kafka_queue_poll(reports.get(), 2 * given.delivery_timeout_ms)}) {
        if (rd_kafka_event_type(event.get()) != RD_KAFKA_EVENT_DR) continue;
        const auto* report = rd_kafka_event_message_next(event.get());
        if (report->err == RD_KAFKA_RESP_ERR_NO_ERROR) return {};
        return tl::unexpected(failure_of(report->err, "the generation record was not confirmed"));
    }
    return failed(failure_code::unavailable, "the generation record was not confirmed in time");
}

}  // namespace

bytes write_generation_record(const log_shape& shape) {
    bytes out(magic);
    append_u16(out, record_version);
    append_u16(out, 0);
    append_u32(out, shape.partitions);
    out += view(shape.generation);
    out += view(sha256(out));
    return out;
}

std::optional<log_shape> read_generation_record(byte_view record) {
    if (record.size() != record_size || !record.starts_with(magic)) return std::nullopt;
    if (read_u16(record.data() + magic.size()) != record_version) return std::nullopt;
    if (record.substr(digest_at) != view(sha256(record.substr(0, digest_at)))) return std::nullopt;
    log_shape shape;
    shape.partitions = read_u32(record.data() + partitions_at);
    std::copy_n(record.data() + generation_at, shape.generation.size(),
                reinterpret_cast<char*>(shape.generation.data()));
    return shape;
}

expected<std::optional<log_shape>> find_generation(cursor& reader) {
    std::optional<log_shape> found;
    std::size_t records = 0;
    const auto read = reader.read(0, 0, beginners_max, [&](const log_record& record) {
        ++records;
        if (!found) found = read_generation_record(record.value);
    });
    if (!read) return tl::unexpected(read.error());
    if (!found && records != 0)
        return failed(failure_code::invalid,
                      "the topic holds records and none names a generation: it is no log of ours");
    return found;
}

expected<log_shape> find_or_begin_generation(const settings& given, cursor& reader, entropy& random) {
    auto found = find_generation(reader);
    if (!found) return tl::unexpected(std::move(found).error());
    if (*found) return **found;
    log_shape shape{random.token(), given.partitions};
    if (auto sent = send(given, write_generation_record(shape)); !sent) return tl::unexpected(std::move(sent).error());
    found = find_generation(reader);
    if (!found) return tl::unexpected(std::move(found).error());
    if (!*found) return failed(failure_code::unavailable, "the generation record cannot be read back");
    return **found;
}

}  // namespace parcours::kafka
