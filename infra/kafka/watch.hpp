// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "infra/kafka/cursor.hpp"
#include "infra/kafka/tailer.hpp"
#include "infra/kafka/topic.hpp"

namespace parcours::kafka {

// Looks again at what was trusted: the topic's settings and generation, and the last accepted records at their offsets;
// at the start, every minute, for each partition whose leader changed, and before each mark. What is wrong stops the
// tailer; what cannot be asked just now is asked again.
class watch {
  public:
    using topic_check = std::function<expected<void>(topic&)>;
    // `check`: of the topic's settings (check_topic below).
    static expected<std::unique_ptr<watch>> open(const settings& given, const log_shape& shape, tailer& reads,
                                                 topic_check check);
    ~watch();

    // Everything, at once and here: before the log is used.
    expected<void> check_all();

    void start();
    void stop();
    // Threads: any. Answers from the watch's thread; `stopped` at once where that has ended. One question of a partition
    // waits: another takes its place, and it is answered `unavailable`.
    void recheck(partition_number partition, std::function<void(expected<void>)> answer);
    // When everything was last found well, by the steady clock; for readiness.
    std::chrono::steady_clock::time_point last_found_well() const { return found_well_.load(); }

    // When the tailer was last known to have read to every partition's end, by the steady clock; zero where it never was.
    std::chrono::steady_clock::time_point last_level() const { return level_.load(); }

    // How often last records were read again, for metrics.
    std::uint64_t rereads() const { return rereads_; }

  private:
    struct question {
        partition_number partition;
        std::function<void(expected<void>)> answer;
    };
    watch(const settings& given, const log_shape& shape, tailer& reads, topic_check check, topic about,
          std::unique_ptr<cursor> records);
    void work();
    void answer_all();
    void look_for_new_leaders();
    void compare_with_ends();
    expected<void> check_topic();
    expected<void> reread(partition_number partition);
    expected<bool> reread_once(partition_number partition, const read_record& record);
    void judge(partition_number partition, const expected<void>& found);

    settings given_;
    log_shape shape_;
    tailer& reads_;
    topic_check check_;
    topic about_;
    std::unique_ptr<cursor> records_;
    std::vector<std::int32_t> leaders_;
    std::atomic<std::chrono::steady_clock::time_point> found_well_;
    std::atomic<std::chrono::steady_clock::time_point> level_{};
    std::atomic<std::uint64_t> rereads_ = 0;

    std::mutex guard_;
    std::condition_variable wake_;
    std::deque<question> questions_;  // under guard_, as what follows
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace parcours::kafka
