// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>
#include <vector>

#include "events/commit/acceptance.hpp"
#include "infra/journal/frame_journal.hpp"
#include "infra/kafka/handles.hpp"
#include "infra/kafka/settings.hpp"

namespace parcours::kafka {

// An accepted record and where it lay: what must lie there for ever.
struct read_record {
    std::int64_t offset = 0;
    digest hash{};
};

// How many of them are read again (log.md, "A tailer trusts no broker blindly").
inline constexpr std::size_t reread_records = 4;

// Reads all partitions on one thread: the rule, then the journal, then the listener. A partition whose log cannot be
// trusted any more is read no further; the others are.
class tailer {
  public:
    // From where the journal ends, of which it is the one writer; the journal and the listener must outlive it. The
    // journal is not synced: what a crash takes from it is read again.
    static expected<std::unique_ptr<tailer>> open(const settings& given, frame_journal& history);
    ~tailer();

    void start(log_listener& listener);
    void stop();

    // Threads: any, the rest of this class.
    std::int64_t read_until(partition_number partition) const { return lanes_[partition]->next; }
    // Whether the end that the broker shows was reached since the start.
    bool reached_end(partition_number partition) const { return lanes_[partition]->reached_end; }
    // The last records accepted, oldest first.
    std::vector<read_record> last_accepted(partition_number partition) const;
    // Stops the partition, and tells the listener.
    void distrust(partition_number partition, const failure& why);
    bool stopped(partition_number partition) const { return lanes_[partition]->stopped; }
    std::uint64_t foreign_records() const { return foreign_; }
    // Counts what may mean that leaders have changed: errors of connections.
    std::uint64_t disturbances() const { return disturbances_; }

  private:
    struct lane {
        explicit lane(acceptance&& from) : rule(std::move(from)) {}
        acceptance rule;                                                  // of the tailer's thread alone
        std::optional<std::chrono::steady_clock::time_point> lost_since;  // the broker said that `next` is not there
        std::atomic<std::int64_t> next = 0;
        std::atomic<bool> reached_end = false;
        std::atomic<bool> stopped = false;
        std::deque<read_record> last;  // under guard_
    };
    struct stop_order {
        partition_number partition;
        failure why;
    };
    using told = std::variant<accepted, ignored, stop_order>;

    tailer(const settings& given, frame_journal& history, handle client);
    expected<void> begin(partition_number partition);
    expected<void> assign();
    void work();
    void take_orders();
    void read_group();
    void take(const rd_kafka_message_s& message);
    void take_error(const rd_kafka_message_s& message);
    void lose(partition_number partition);
    void write_group();
    void tell_group();
    void stop_partition(partition_number partition, failure why);

    settings given_;
    std::string topic_;
    frame_journal& history_;
    handle client_;
    topic_handle known_;  // as in cursor.hpp
    queue_handle records_;
    journal_group group_;  // at hand; the lanes' rules look into it
    std::vector<std::unique_ptr<lane>> lanes_;
    log_listener* listener_ = nullptr;

    // Beside the group at hand, of the tailer's thread alone.
    std::vector<told> told_;
    std::vector<bool> touched_;  // by partition
    std::optional<std::chrono::steady_clock::time_point> assign_at_;

    mutable std::mutex guard_;
    std::vector<stop_order> orders_;  // under guard_
    std::atomic<std::uint64_t> foreign_ = 0;
    std::atomic<std::uint64_t> disturbances_ = 0;
    std::atomic<bool> stopping_ = false;
    std::thread thread_;
};

}  // namespace parcours::kafka
