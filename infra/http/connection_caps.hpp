// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>

#include "infra/http/proxies.hpp"

namespace parcours::http {

// How many connections there are, in all and by address. Any thread.
class connection_caps {
  public:
    connection_caps(std::size_t in_all_max, std::size_t by_address_max)
        : in_all_max_(in_all_max), by_address_max_(by_address_max) {}

    // False where a cap is reached. An exempt address counts in all only.
    bool enter(const ip_address& who, bool exempt);
    void leave(const ip_address& who);
    bool wait_until_empty(std::chrono::steady_clock::time_point deadline);

  private:
    const std::size_t in_all_max_;
    const std::size_t by_address_max_;
    std::mutex lock_;  // guards what follows
    std::condition_variable left_;
    std::size_t in_all_ = 0;
    std::map<ip_address, std::size_t> by_address_;
};

}  // namespace parcours::http
