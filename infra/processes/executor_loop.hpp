// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <variant>
#include <vector>

#include "commands/executor/partition_executor.hpp"
#include "events/ports/log_reader.hpp"
#include "events/ports/log_writer.hpp"

namespace parcours {

// How a partition's executor stands; for readiness and metrics.
struct executor_standing {
    partition_executor::mode mode = partition_executor::mode::idle;
    std::size_t unanswered = 0;
    std::size_t pending = 0;
};

// The executors of all partitions, driven by one thread as commands/executor/README.md asks: what has come is handed
// over together, then each executor ticks once. Threads: any may hand over; answers come from the loop's own.
class executor_loop final : public append_listener {
  public:
    // All ports outlive it. `fates` is told from the loop's thread.
    executor_loop(const executor_ports& ports, writer_id writer, const executor_settings& settings,
                  std::shared_ptr<const charter> terms, commit_fates& fates);
    ~executor_loop() override;
    executor_loop(const executor_loop&) = delete;
    executor_loop& operator=(const executor_loop&) = delete;

    // Takes every partition over, and begins.
    expected<void> start();
    // Answers whoever still waits, `unavailable` or `in_doubt`, and ends. Commands handed over later are answered at once.
    void stop();

    void submit(ready_command command, answer tell);
    void adopt(std::shared_ptr<const charter> terms);
    void on_accepted(std::span<const accepted> group);
    void on_ignored(const ignored& record);
    void on_stopped(partition_number partition, const failure& why);
    void on_append_failed(const append_failure& failed) override;

    std::vector<executor_standing> standings() const;
    // As partition_executor has it. Threads: the loop's own, which calls the answers.
    const known_events* known_of(const stream_id& stream) const {
        return executors_[stream.route() % executors_.size()]->known_of(stream);
    }

  private:
    struct handed_command {
        ready_command what;
        answer tell;
    };
    struct stopped_partition {
        partition_number partition;
        failure why;
    };
    using message = std::variant<handed_command, std::vector<accepted>, ignored, stopped_partition, append_failure,
                                 std::shared_ptr<const charter>>;

    void hand_over(message next);
    void work();
    void take(message& next);
    void take(handed_command& next);
    void take(std::vector<accepted>& next);
    void take(const ignored& next) { executors_[next.at.partition]->on_ignored(next); }
    void take(const stopped_partition& next) { executors_[next.partition]->on_stopped(next.why); }
    void take(const append_failure& next) { executors_[next.partition]->on_failed(next); }
    void take(const std::shared_ptr<const charter>& next);
    void tick();

    executor_settings settings_;
    std::vector<std::unique_ptr<partition_executor>> executors_;
    // Every charter that was in force since the start: decisions under way hold references.
    std::vector<std::shared_ptr<const charter>> terms_;

    mutable std::mutex guard_;
    std::condition_variable turn_;
    std::vector<message> inbox_;
    std::size_t commands_waiting_ = 0;  // in the inbox
    bool stopping_ = false;
    std::vector<executor_standing> standings_;
    bool busy_ = true;  // the loop's own: something waits for time to pass
    std::thread thread_;
};

}  // namespace parcours
