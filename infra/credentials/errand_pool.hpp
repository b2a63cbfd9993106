// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace parcours {

// A few threads for what takes long, before which a bounded number of errands wait: of each owner in their order, the
// owners in turn, so that nobody waits for all that another brought. Where every place is taken, the owner who has most
// gives up the last of theirs to one who has less. Threads: any.
class errand_pool {
  public:
    enum class turn : std::uint8_t { runs, given_up, stopped };
    // Told anything but `runs`, an errand does not run any more, and says so to who waits for it.
    using errand = std::function<void(turn)>;
    enum class place : std::uint8_t {
        taken,
        share_used,  // so many of this owner wait already
        none,        // so many wait in all, or it is stopped
    };

    errand_pool(std::size_t threads, std::size_t waiting_max, std::size_t waiting_of_owner_max);
    ~errand_pool() { stop(); }
    errand_pool(const errand_pool&) = delete;
    errand_pool& operator=(const errand_pool&) = delete;

    // Where it is not taken, the errand is not called.
    place run(const std::string& owner, errand what);
    // Waits for those that run; what waits is told. Not from an errand.
    void stop();

  private:
    void work();
    errand next();
    // Of the owner who has most, where that is more than one who has `own` would have with one more.
    errand given_up_for(std::size_t own);

    const std::size_t waiting_max_;
    const std::size_t waiting_of_owner_max_;
    std::mutex guard_;
    std::condition_variable turn_;
    std::unordered_map<std::string, std::deque<errand>> waiting_;  // none is empty
    std::deque<std::string> owners_;                               // each of those once, whose turn is next first
    std::size_t waiting_count_ = 0;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace parcours
