// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>
#include <vector>

#include "query_api/http.hpp"

namespace parcours::http {

// What other threads have for the connections of one I/O thread.
struct letter {
    struct answered {
        std::uint32_t sequence;
        response what;
        bool gzip;  // the client takes it; the I/O thread compresses, for whoever answers has other work
    };
    struct abandoned {
        std::uint32_t sequence;
    };
    struct pulled {
        std::uint64_t pull;  // which one, so that a late piece is not taken for another
        expected<body_source::piece> what;
    };
    struct sunk {
        std::uint64_t upload;
        std::optional<response> refusal;
    };
    struct events_waiting {};

    std::uint64_t connection;
    std::variant<answered, abandoned, pulled, sunk, events_waiting> what;
};

// Carries letters to an I/O thread. Shared by that thread and by everyone who owes it something: it outlives the server
// as long as a responder does, and drops what comes after close().
class mailbox final : public answer_channel {
  public:
    // The owning thread's straight way, taken while it waits for that very answer; false: it does not.
    using shortcut = std::function<bool(letter& what)>;

    // `wake` is called from any thread when letters begin to wait; it owns what it needs.
    explicit mailbox(std::function<void()> wake);

    void answer(const ticket& which, response&& what) override;
    void abandon(const ticket& which) override;

    void put(letter what);
    std::vector<letter> take();

    // Both by the owning thread, before it serves and after.
    void own(shortcut way);
    void close();

  private:
    void deliver(letter what);

    const std::function<void()> wake_;
    shortcut shortcut_;
    std::atomic<std::thread::id> owner_;
    std::mutex lock_;  // guards what follows
    std::vector<letter> letters_;
    bool closed_ = false;
};

}  // namespace parcours::http
