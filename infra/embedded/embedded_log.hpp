// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "events/ports/entropy.hpp"
#include "events/ports/log_writer.hpp"
#include "infra/embedded/append_queue.hpp"
#include "infra/embedded/journal_records.hpp"
#include "infra/journal/frame_journal.hpp"

namespace rocksdb {
class Env;
}

namespace parcours {

class storage_memory;

struct embedded_settings {
    std::string folder;
    partition_number partitions = 8;  // of a log that is created; an existing one keeps its own
    std::size_t waiting_groups_max = 8192;
    std::size_t waiting_octets_max = std::size_t{64} << 20;
    std::size_t write_frames_max = 1024;  // of one synced write
    std::size_t write_octets_max = std::size_t{8} << 20;
    rocksdb::Env* environment = nullptr;  // empty: the machine's own file system
    // Damage within what was written is `failure_code::corrupt`, unless an operator gives up what lies behind it.
    bool cut_at_damage = false;
};

// What was done since the start; for metrics.
struct embedded_counts {
    std::uint64_t writes = 0;  // each synced once
    std::uint64_t accepted = 0;
    std::uint64_t ignored = 0;
    std::uint64_t foreign = 0;
};

// The log of one process, in one database with its journal (log.md, "Embedded log"). One thread gathers what waits of
// all partitions and judges it by the rule, while another writes the round before with one sync, and then tells. Every
// record that is taken is kept, ignored ones too; a record that would stop every reader is not taken: its partition
// stops before it.
// Threads: `append` and `renew` any; `start` and `stop` one.
class embedded_log final : public log_writer {
  public:
    // Creates a generation where the folder holds none. `memory` must outlive the log.
    static expected<std::unique_ptr<embedded_log>> open(const embedded_settings& settings, entropy& random,
                                                        const storage_memory& memory);
    ~embedded_log() override;
    embedded_log(const embedded_log&) = delete;
    embedded_log& operator=(const embedded_log&) = delete;

    // Both are told from the writing thread; they must outlive `stop`.
    void start(log_listener& reads, append_listener& failures);
    // Writes what waits, and ends. What is appended afterwards is neither written nor told.
    void stop();

    void append(append_group group) override;
    void renew(partition_number partition) override;

    const log_reader& records() const { return records_; }
    frame_journal& history() { return *history_; }
    const frame_journal& history() const { return *history_; }
    embedded_counts counts() const;

  private:
    // What one write holds, and what is to be told once it is durable.
    struct round {
        explicit round(journal_group made) : entries(std::move(made)) {}
        void clear();
        journal_group entries;
        std::vector<accepted> taken;
        std::vector<std::pair<std::size_t, ignored>> passed;  // each after so many of `taken`
        std::vector<append_failure> failures;
        std::vector<std::pair<partition_number, failure>> stops;
        std::vector<std::pair<partition_number, std::uint64_t>> groups;  // partition and token
        bool last = false;                                               // nothing follows
        bool handed_over = false;  // the writing thread's, until it is done with it
    };
    static constexpr std::size_t round_count = 2;

    embedded_log(const embedded_settings& settings, std::unique_ptr<frame_journal> history);
    void judge_rounds();
    void judge(const append_group& group, round& now);
    bool judge_frame(partition_number partition, byte_view frame, round& now);
    round& free_round(std::size_t number);
    void hand_over(round& now);
    void write_rounds();
    void write(round& now);
    void stop_all(const failure& why, const round& now);
    void tell(const round& now);

    embedded_settings settings_;
    std::unique_ptr<frame_journal> history_;
    journal_records records_;
    append_queue queue_;
    log_listener* reads_ = nullptr;
    append_listener* failures_ = nullptr;
    std::thread judging_;
    std::thread writing_;
    std::mutex guard_;  // of `handed_over`
    std::condition_variable turn_;
    std::vector<round> rounds_;
    // The judging thread's own.
    std::vector<acceptance> readers_;              // by partition
    std::vector<std::optional<failure>> stopped_;  // by partition: why
    std::vector<bool> touched_;                    // by partition, in this round
    // The writing thread's own: why the disk is asked no more.
    std::optional<failure> broken_;
    std::atomic<std::uint64_t> writes_ = 0;
    std::atomic<std::uint64_t> accepted_ = 0;
    std::atomic<std::uint64_t> ignored_ = 0;
    std::atomic<std::uint64_t> foreign_ = 0;
};

}  // namespace parcours
