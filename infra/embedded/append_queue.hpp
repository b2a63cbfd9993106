// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <vector>

#include "events/ports/log_writer.hpp"

namespace parcours {

// Groups that wait to be written, of all partitions, bounded by count and octets. Threads: any; one takes.
class append_queue {
  public:
    struct bounds {
        std::size_t groups_max;
        std::size_t octets_max;
    };
    explicit append_queue(bounds within) : within_(within) {}

    // What does not fit, or comes after `close`, is among the refused of the next `take`.
    void push(append_group group);
    // Throws away what waits of a partition.
    void drop(partition_number partition);
    // The queue takes nothing more; what waits can still be taken.
    void close();

    struct taken {
        std::vector<append_group> groups;     // in the order they came
        std::vector<append_failure> refused;  // none of their frames was kept
        bool ended = false;                   // closed, and nothing is left
    };
    // Waits until there is something; whole groups, at least one, while they hold no more frames and octets than this.
    taken take(std::size_t frames_max, std::size_t octets_max);

  private:
    bounds within_;
    std::mutex guard_;
    std::condition_variable turn_;
    std::deque<append_group> groups_;
    std::size_t octets_ = 0;
    // Bounded by what its callers have under way: each refusal answers one call.
    std::vector<append_failure> refused_;
    bool closed_ = false;
};

std::size_t octets_of(const append_group& group);

}  // namespace parcours
