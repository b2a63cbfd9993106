// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace parcours {

// What a guess costs. The stored form holds it, so that it can be raised.
struct hashing_cost {
    std::uint64_t passes = 3;
    std::size_t memory_octets = std::size_t{64} << 20;
};

// Argon2id (RFC 9106) on a pool of its own, whose queue is bounded: a flood of sign-ins waits there and nowhere else.
// Threads: any; calls back from the pool.
class password_hashing {
  public:
    password_hashing(std::size_t threads, hashing_cost cost, std::size_t waiting_max = 64);
    ~password_hashing();  // ends what is under way

    // False: the pool is full, and nothing will be called. `then` gets an empty text where memory is short.
    bool hash(std::string password, std::function<void(std::string hashed)> then);
    // Without a stored hash it takes the same time and is wrong.
    bool verify(std::optional<std::string> hashed, std::string password,
                std::function<void(bool right, bool outdated)> then);
    void stop();

  private:
    bool run(std::function<void()> errand);

    const hashing_cost cost_;
    const std::size_t waiting_max_;
    const std::string decoy_;  // hash of a password that nobody knows
    struct pool;
    std::unique_ptr<pool> pool_;
};

}  // namespace parcours
