// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "infra/http/proxies.hpp"

namespace parcours::http {

// One connection as the caps know it; stays where it is until it leaves.
struct connection_place {
    connection_place(std::uint64_t number_, std::size_t worker_, std::int64_t now_ms)
        : number(number_), worker(worker_), waits_since_ms(now_ms) {}

    const std::uint64_t number;
    const std::size_t worker;  // which of the server's
    // Since when, of a steady clock in ms, it waits for its client and owes nothing; 0: it is busy. Written by its
    // worker, read by anyone.
    std::atomic<std::int64_t> waits_since_ms;
};

// How many connections there are, in all and by address, and who makes room for a newcomer where there are too many:
// of the address that has most, the one that waits for its client longest. Any thread.
class connection_caps {
  public:
    connection_caps(std::size_t in_all_max, std::size_t by_address_max)
        : in_all_max_(in_all_max), by_address_max_(by_address_max) {}

    // Nothing where a cap is reached. An exempt address counts in all only.
    connection_place* enter(const ip_address& who, bool exempt, std::size_t worker, std::int64_t now_ms);
    struct given_up {
        std::uint64_t number;
        std::size_t worker;
    };
    // Whose place the newcomer may have: it counts no more from now on. Nothing where all are busy.
    std::optional<given_up> give_up_for(const ip_address& who, bool exempt);
    // It was given up, and had become busy meanwhile: it counts again, perhaps beyond the cap.
    void keep(std::uint64_t number);
    void leave(std::uint64_t number);
    bool wait_until_empty(std::chrono::steady_clock::time_point deadline);

  private:
    struct entry {
        entry(std::uint64_t number, std::size_t worker, std::int64_t now_ms, const ip_address& who_)
            : place(number, worker, now_ms), who(who_) {}

        connection_place place;
        const ip_address who;  // as it is counted
        bool counts = true;
    };
    void count(const ip_address& who);
    void uncount(const ip_address& who);

    const std::size_t in_all_max_;
    const std::size_t by_address_max_;
    std::mutex lock_;  // guards what follows
    std::condition_variable left_;
    std::uint64_t last_number_ = 0;
    std::size_t in_all_ = 0;
    std::map<ip_address, std::size_t> by_address_;
    std::unordered_map<std::uint64_t, entry> entries_;  // also of those that are given up
};

}  // namespace parcours::http
