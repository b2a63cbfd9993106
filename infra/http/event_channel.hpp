// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "infra/http/mailbox.hpp"
#include "query_api/http.hpp"

namespace parcours::http {

// The text of an event on the wire; line breaks in its text become lines of the same event.
std::string event_text(const event& what);

// Events on their way to one client: bounded, filled by any thread, emptied by the client's I/O thread.
class event_channel final : public event_stream {
  public:
    // Shared with the mailbox, for events may be told after the connection is gone.
    event_channel(std::shared_ptr<mailbox> box, std::uint64_t connection, std::size_t bytes_max);

    bool send(const event& what) override;
    void close() override;
    bool open() const override;
    void on_closed(std::function<void()> then) override;

    // What follows is the I/O thread's.
    struct batch {
        std::string text;
        bool last = false;     // closed by whoever tells
        bool dropped = false;  // more waited than may
    };
    // What waits; counted against the bound until sent() is called.
    batch take();
    void sent();
    bool was_dropped() const;
    // The client is gone: tells whoever asked to know.
    void shut();

  private:
    const std::shared_ptr<mailbox> box_;
    const std::uint64_t connection_;
    const std::size_t bytes_max_;
    mutable std::mutex lock_;  // guards what follows; no callback runs under it
    std::string waiting_;
    std::size_t under_way_ = 0;
    bool open_ = true;
    bool shut_ = false;
    bool dropped_ = false;
    bool woken_ = false;
    std::function<void()> closed_;
};

}  // namespace parcours::http
