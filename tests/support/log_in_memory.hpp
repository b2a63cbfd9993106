// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include "events/commit/acceptance.hpp"
#include "tests/support/broker_in_memory.hpp"
#include "tests/support/journal_in_memory.hpp"

namespace parcours {

// The log as one process has it: its writer, its reader, and a tailer that accepts, writes the journal and then tells its
// listener. Nothing happens by itself: `send`, `tail` and `settle` are its time.
// Threads: the ports any; `send`, `tail`, `settle` and `restart` one at a time.
class log_in_memory final : public log_writer, public log_reader {
  public:
    // A log of its own.
    explicit log_in_memory(log_shape shape = {token128{1}, 1}, std::uint64_t seed = 0);
    // One process of several on one log. `broker` must outlive it.
    explicit log_in_memory(broker_in_memory& broker);

    // Who is told; null: nobody.
    void attach(log_listener* reads, append_listener* failures);

    void append(append_group group) override;
    void renew(partition_number partition) override;
    log_shape shape() const override { return broker_->shape(); }
    expected<std::int64_t> read(partition_number partition, std::int64_t from, std::size_t records_max,
                                const std::function<void(const log_record&)>& show) const override;

    // Lets the oldest group that waits arrive or fail; false: none waited.
    bool send(partition_number partition);
    // Reads on, `records_max` at most: journal first, then the listener. Answers how many records were read.
    std::size_t tail(partition_number partition, std::size_t records_max);
    // Sends and reads until there is nothing left to do.
    void settle();
    // As after a crash: what waited may come late or never; the journal kept its first `frames_kept` frames.
    void restart(partition_number partition, std::size_t frames_kept);

    journal_in_memory& history() { return history_; }
    broker_in_memory& broker() { return *broker_; }
    // Why the tailer stopped reading; null while it reads.
    const failure* stopped(partition_number partition) const;

  private:
    struct reading {
        std::unique_ptr<acceptance> rule;
        std::unique_ptr<failure> stopped;
    };
    void begin(partition_number partition);
    void tell(partition_number partition, std::vector<accepted>& group);
    bool take(const log_record& record, std::vector<accepted>& group);

    std::unique_ptr<broker_in_memory> own_;
    broker_in_memory* broker_;
    journal_in_memory history_;
    std::vector<std::atomic<broker_in_memory::line>> lines_;  // by partition
    std::vector<reading> readings_;
    log_listener* reads_ = nullptr;
    append_listener* failures_ = nullptr;
};

}  // namespace parcours
