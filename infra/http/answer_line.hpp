// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "infra/http/answer_text.hpp"
#include "infra/http/event_channel.hpp"
#include "infra/http/output_queue.hpp"
#include "infra/http/surroundings.hpp"

namespace parcours::http {

// The answers one connection owes, in the order of its requests, whatever the order in which they are given.
class answer_line {
  public:
    // What about a request matters to its answer.
    struct asked {
        request_head brief;  // method and the fields that an error's text depends on
        std::string origin;  // allowed by CORS; empty: none
        bool keep_alive = true;
        bool http_1_0 = false;
    };

    answer_line(surroundings& around, std::uint64_t connection, output_queue& out);

    bool full() const { return next_ - first_ == slots_.size(); }
    bool empty() const { return next_ == first_; }
    // A request was taken: its place in the line. REQUIRES: not full.
    std::uint32_t expect(asked how);
    // Late, second and unknown answers are dropped.
    void answer(std::uint32_t sequence, response&& what);
    void abandoned(std::uint32_t sequence);
    // The handler failed: what it may have answered is not sent. REQUIRES: pump() was not called since expect().
    void failed(std::uint32_t sequence);

    // Moves to the output whatever is ready and in turn.
    void pump();
    void pulled(letter::pulled&& what);
    void events_waiting();
    // All of the output is with the system: more of a streamed body may come.
    void output_drained();
    // Answers that did not come in time, heartbeats.
    void tick();

    void close_after_newest();
    void end_events();
    // The connection goes: tells streams so.
    void shut();

    bool streams() const { return streaming(); }
    bool listening() const { return channel_ != nullptr; }
    bool ended() const { return ended_; }    // the end of the connection is the end of the last body
    bool broken() const { return broken_; }  // a body cannot be finished, or its reader does not read

  private:
    struct slot {
        asked how;
        response answer;
        std::int64_t since_ms = 0;
        bool ready = false;
    };

    slot& at(std::uint32_t sequence) { return slots_[sequence % slots_.size()]; }
    bool streaming() const { return source_ || channel_; }
    void begin(slot& s);
    void begin_body(slot& s, const answer_frame& frame);
    void append_piece(std::string&& bytes, bool last);
    void finish_first();
    void end_of_events();
    void pull();

    surroundings& around_;
    const std::uint64_t connection_;
    output_queue& out_;
    std::vector<slot> slots_;  // a ring
    std::uint32_t first_ = 0;
    std::uint32_t next_ = 0;

    std::unique_ptr<body_source> source_;     // of the first slot, while its body is on its way
    std::shared_ptr<event_channel> channel_;  // likewise; shared with whoever tells the events
    bool chunked_ = false;
    std::optional<std::uint64_t> owed_bytes_;  // of a body whose length was announced
    std::uint64_t pull_ = 0;
    bool pulling_ = false;
    std::int64_t heartbeat_at_ms_ = 0;
    bool ended_ = false;
    bool broken_ = false;
};

}  // namespace parcours::http
