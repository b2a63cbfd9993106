// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <thread>

#include "events/check.hpp"

namespace parcours {

// Lets other threads go on until it is so; ends the test's process where it never is.
template <class Condition>
void eventually(const Condition& is_so) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!is_so()) {
        check(std::chrono::steady_clock::now() < until, "what a test waits for happens within 20 s");
        std::this_thread::yield();
    }
}

}  // namespace parcours
