// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "infra/http/answer_line.hpp"
#include "infra/http/connection_caps.hpp"
#include "infra/http/input_buffer.hpp"
#include "infra/http/output_queue.hpp"
#include "infra/http/parser.hpp"
#include "infra/http/surroundings.hpp"
#include "infra/http/transport.hpp"

namespace parcours::http {

// One connection: reads requests, hands them to the handler, sends the answers in turn. A state machine which its I/O
// thread alone touches; nothing here blocks.
class session final : public transport::listener {
  public:
    // The place outlives it, and its number is the connection's id.
    session(surroundings& around, connection_place& place, std::unique_ptr<transport> line, const ip_address& peer);
    ~session() override;

    void start();
    void on_read(std::size_t bytes) override;
    void on_written(std::size_t bytes) override;
    void receive(letter&& what);
    // Takes an answer given while this session's request is being handled; false: it is for another.
    bool take_now(letter& what);
    // Looks at the time limits.
    void tick();
    // No further request: finishes what is under way, then ends.
    void drain();
    // Ends now.
    void abort();

    // Whether it owes its client nothing, and only the client can go on.
    bool waits_for_client() const;
    // Whether nothing refers to it any more.
    bool over() const { return phase_ == phase::over && !reading_ && !writing_ && line_->is_quiet(); }

  private:
    enum class phase : std::uint8_t {
        head,       // of the next request
        body,       // into memory
        upload,     // into the route's sink
        finished,   // no request will be read any more; answers are owed
        lingering,  // all is written; the client may still be sending
        over,
    };

    void run();
    bool parse();
    bool can_parse() const;
    bool parse_head();
    bool parse_body();
    void take_head();
    void take_policy();
    void take_piece(bool finished);
    void sunk(letter::sunk&& what);
    void dispatch();
    void answer_now(response&& what, bool close);
    void refuse(int status, std::string_view code);
    answer_line::asked asked(bool keep_alive);
    void next_request();
    void flush();
    void all_sent();
    void settle();
    void linger();
    bool read_timed_out() const;
    void tell_whether_it_waits();

    surroundings& around_;
    connection_place& place_;
    const std::uint64_t id_;
    std::unique_ptr<transport> line_;
    const ip_address peer_;
    const std::string peer_text_;

    input_buffer in_;
    request_parser parser_;
    output_queue out_;
    answer_line answers_;

    phase phase_ = phase::head;
    request_head head_;
    std::string body_;
    std::unique_ptr<body_sink> sink_;
    std::uint64_t body_limit_ = 0;
    std::uint64_t body_received_ = 0;
    std::uint64_t upload_ = 0;   // number of the write under way, so that a late word is not taken for another's
    bool sinking_ = false;       // the sink has a piece: nothing is read
    bool upload_whole_ = false;  // the piece it has is the last
    bool continue_due_ = false;  // the client waits to be told to send its body
    bool starved_ = true;        // what was read is not enough to go on
    bool draining_ = false;
    bool ended_input_ = false;  // the client will send no more
    bool reading_ = false;
    bool writing_ = false;
    bool served_before_ = false;
    std::uint32_t handling_ = 0;  // the place in line of the request being handled

    std::int64_t quiet_since_ms_ = 0;     // since the last request, or the connection
    std::int64_t request_since_ms_ = 0;   // since its first byte
    std::int64_t progress_since_ms_ = 0;  // since enough of an upload came
    std::uint64_t progress_bytes_ = 0;
    std::int64_t write_since_ms_ = 0;
    std::int64_t linger_since_ms_ = 0;
    std::uint64_t lingered_bytes_ = 0;
};

}  // namespace parcours::http
