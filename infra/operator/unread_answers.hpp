// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace parcours {

// What clients have not taken of their answers: written by a thread of its own when they take more, until their time is
// over. Pistache itself would turn for ever at the first answer that does not fit. Descriptors stay their owner's, who
// says when one is closed. Threads: any.
class unread_answers {
  public:
    unread_answers();  // throws where the system has no descriptor left
    ~unread_answers() { stop(); }
    unread_answers(const unread_answers&) = delete;
    unread_answers& operator=(const unread_answers&) = delete;

    // Sends what the client takes at once; the rest waits. Then the connection is told that nothing more comes.
    void write(int descriptor, std::string text);
    // The descriptor is about to be closed.
    void forget(int descriptor);
    void stop();

    static constexpr std::chrono::seconds write_timeout{10};  // for all of an answer; then the connection is cut
    static constexpr std::size_t answers_max = 64;            // beyond it the oldest is cut
    static constexpr std::size_t octets_max = 16'777'216;     // likewise, of all that wait

  private:
    struct unread {
        std::string text;
        std::size_t sent = 0;
        std::uint64_t number = 0;  // in the order they came
        std::chrono::steady_clock::time_point until;
    };
    // Whether there is more to send and somebody to send it to.
    static bool send_some(int descriptor, unread& what);
    void work();
    void go_through(std::chrono::steady_clock::time_point now);
    void make_room();
    void wake() const;

    std::mutex guard_;
    std::map<int, unread> waiting_;  // by descriptor
    std::size_t octets_ = 0;
    std::uint64_t last_number_ = 0;
    bool stopping_ = false;
    int woken_by_ = -1;
    std::thread thread_;  // last: it uses all of the above
};

}  // namespace parcours
