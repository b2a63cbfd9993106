// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace parcours {

// A few threads for what takes long, before which a bounded number of errands wait. Threads: any.
class errand_pool {
  public:
    // Told false, an errand does not run any more, and says so to who waits for it.
    using errand = std::function<void(bool running)>;

    errand_pool(std::size_t threads, std::size_t waiting_max);
    ~errand_pool() { stop(); }
    errand_pool(const errand_pool&) = delete;
    errand_pool& operator=(const errand_pool&) = delete;

    // False: so many wait already, or it is stopped; the errand is not called then.
    bool run(errand what);
    // Waits for those that run; what waits is told. Not from an errand.
    void stop();

  private:
    void work();

    const std::size_t waiting_max_;
    std::mutex guard_;
    std::condition_variable turn_;
    std::deque<errand> waiting_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace parcours
