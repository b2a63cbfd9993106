// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

#include "events/ports/log_reader.hpp"
#include "infra/kafka/handles.hpp"
#include "infra/kafka/settings.hpp"

namespace parcours::kafka {

// A consumer of its own that reads pieces of partitions up to what the broker shows as their end. A piece which begins
// where the last one ended costs no new assignment. One thread at a time.
class cursor {
  public:
    static expected<std::unique_ptr<cursor>> open(const settings& given);

    // As log_reader::read. Waits at most the request timeout for a next record; `corrupt` where `from` is not there.
    using show_record = std::function<void(const log_record&)>;
    expected<std::int64_t> read(partition_number partition, std::int64_t from, std::size_t records_max,
                                const show_record& show);
    bool stands_at(partition_number partition, std::int64_t offset) const {
        return going_on_ && partition == partition_ && offset == next_;
    }
    rd_kafka_s* client() { return client_.get(); }

  private:
    cursor(const settings& given, handle client);
    expected<void> place(partition_number partition, std::int64_t from);

    std::string topic_;
    int request_timeout_ms_;
    handle client_;
    topic_handle known_;  // so that the topic is asked about at once, and not when the library next looks around
    queue_handle records_;
    partition_number partition_ = 0;
    std::int64_t next_ = 0;
    bool going_on_ = false;  // assigned, with more records to come
};

}  // namespace parcours::kafka
