// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "events/ports/keys.hpp"
#include "events/ports/log_writer.hpp"

namespace parcours {

struct keys_first_bounds {
    std::size_t groups_max = 8192;
    std::size_t octets_max = std::size_t{64} << 20;
};

// Passes groups on to a log once the keys that they use are durable, in the order of each partition; a group without
// keys passes at once where nothing of its partition waits. While keys are made durable for some, the log writes those
// before them. Threads: any.
class keys_first final : public log_writer {
  public:
    // All must outlive it. Failures are told from its own thread.
    keys_first(keys& vault, log_writer& next, append_listener& failures, keys_first_bounds within = {});
    ~keys_first() override;
    keys_first(const keys_first&) = delete;
    keys_first& operator=(const keys_first&) = delete;

    void append(append_group group) override;
    void renew(partition_number partition) override;
    // Passes on what waits, and ends. What is appended afterwards is dropped.
    void stop();

  private:
    struct of_partition {
        std::size_t waiting = 0;    // groups that wait or whose keys are being made durable
        std::uint64_t renewed = 0;  // how often: groups from before are dropped
    };
    struct waiting_group {
        append_group group;
        std::uint64_t renewed = 0;
    };
    void work();
    void pass_on(std::vector<waiting_group>& groups, const expected<void>& durable);
    of_partition& at(partition_number partition);

    keys& vault_;
    log_writer& next_;
    append_listener& failures_;
    keys_first_bounds within_;
    std::mutex guard_;
    std::condition_variable turn_;
    std::deque<waiting_group> queue_;
    std::size_t octets_ = 0;  // of what waits or whose keys are being made durable
    std::vector<of_partition> partitions_;
    std::vector<append_failure> refused_;  // bounded by what its callers have under way
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace parcours
