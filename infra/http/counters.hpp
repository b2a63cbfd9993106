// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace parcours::http {

// What the server has seen since it started; written by I/O threads, read by anyone at any time.
struct counters {
    using count = std::atomic<std::uint64_t>;

    count connections_accepted{0};
    count connections_open{0};
    count connections_refused{0};    // over a cap
    count connections_given_up{0};   // idle ones that made room for others
    count requests{0};               // heads that were understood
    std::array<count, 6> answers{};  // by first digit of the status
    count bytes_received{0};         // after TLS
    count bytes_sent{0};             // before TLS
    count requests_refused{0};       // errors that the server itself found
    count timeouts{0};               // connections ended by any time limit
    count event_streams_open{0};
    count event_streams_dropped{0};  // clients that did not read
    count accept_failures{0};        // out of descriptors, mostly

    static void add(count& which, std::uint64_t by = 1) { which.fetch_add(by, std::memory_order_relaxed); }
    static void take(count& which) { which.fetch_sub(1, std::memory_order_relaxed); }
};

}  // namespace parcours::http
