// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "events/ports/clock.hpp"
#include "infra/credentials/standing.hpp"

namespace parcours {

// A few threads for what takes long, before which a bounded number of errands wait, and none for longer than it may. Each
// standing has a line of its own; of four turns the first line has two and the others one each, so that no line waits for
// all that another holds. In a line the owners take turns, one errand of each at a time. Where every place is taken, the
// last of a worse line gives its place up, or in the same line the owner who has most to one who has less. Threads: any.
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
    struct bounds {
        std::size_t threads = 1;
        std::size_t waiting_max = 256;
        std::size_t waiting_of_owner_max = 16;
        std::int64_t waiting_ms_max = 15'000;
    };

    errand_pool(const clock& time, const bounds& within);
    ~errand_pool() { stop(); }
    errand_pool(const errand_pool&) = delete;
    errand_pool& operator=(const errand_pool&) = delete;

    // Where it is not taken, the errand is not called.
    place run(standing whose, const std::string& owner, errand what);
    // Waits for those that run; what waits is told. Not from an errand.
    void stop();

  private:
    struct waiting {
        errand what;
        std::int64_t since_ms = 0;
    };
    struct line {
        std::unordered_map<std::string, std::deque<waiting>> waiting_of;  // none is empty
        std::deque<std::string> owners;  // each of those once, whose turn is next first

        std::size_t count_of(const std::string& owner) const;
        errand take_last_of(const std::string& owner);
    };
    struct chosen {
        std::string owner;
        waiting what;
    };

    void work();
    std::optional<chosen> next();
    std::optional<chosen> next_of(line& from);
    errand given_up_for(standing whose, const std::string& owner);

    const clock& time_;
    const bounds bounds_;
    std::mutex guard_;
    std::condition_variable turn_;
    std::array<line, standing_count> lines_;
    std::unordered_set<std::string> running_;  // owners
    std::size_t waiting_count_ = 0;
    std::size_t turns_taken_ = 0;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace parcours
