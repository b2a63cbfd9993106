// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "events/bytes.hpp"
#include "infra/kafka/error_class.hpp"
#include "infra/kafka/handles.hpp"
#include "infra/kafka/settings.hpp"

namespace parcours::kafka {

// What became of one record.
struct delivery {
    std::uint64_t group = 0;
    error_number error = 0;
    bool sent = true;          // false: certainly not in the log and never will be
    std::int64_t offset = -1;  // where it is; negative: unknown
};

// An idempotent producer for one topic. One thread; librdkafka's own send.
class producer {
  public:
    static expected<std::unique_ptr<producer>> open(const settings& given);
    ~producer();

    // 0, or why the record was not taken; then it will never be sent.
    error_number send(partition_number partition, byte_view record, std::uint64_t group);
    // Shows the reports that came, without waiting.
    void poll(const std::function<void(const delivery&)>& show);
    // Gives up what was not confirmed; the reports of it come at once.
    void give_up();
    // No record will leave by this producer any more.
    bool dead() const { return dead_; }
    // Records without a report.
    std::size_t in_flight() const { return in_flight_; }

  private:
    producer(const settings& given, handle client);

    handle client_;
    topic_handle topic_;
    queue_handle reports_;
    std::size_t in_flight_ = 0;
    bool dead_ = false;
};

}  // namespace parcours::kafka
