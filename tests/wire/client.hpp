// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "query_api/http.hpp"

namespace parcours {

// An answer as it came.
struct wire_answer {
    int status = 0;
    std::string head;  // status line and fields
    http::fields headers;
    std::string body;  // of which a chunked coding is undone

    std::string field(std::string_view name) const { return std::string(headers.find(name).value_or("")); }
};

// One connection to a port of this machine, byte by byte. What waits does so for ten seconds at most. One thread.
class wire_client {
  public:
    struct options {
        bool tls = false;
        int receive_bytes = 0;  // of the system's buffer; 0: its default
        std::string offers;     // protocol offered in the handshake; empty: none
    };

    explicit wire_client(std::uint16_t port) : wire_client(port, options{}) {}
    wire_client(std::uint16_t port, options how);
    ~wire_client();

    bool connected() const;  // through the handshake, where there is one
    // False once the other side is gone.
    bool send(std::string_view bytes);
    void end_sending();
    // Cuts the connection as a crash does.
    void reset();

    // The next answer; nothing where the connection ended or nothing came in time. `of_head`: has no body.
    std::optional<wire_answer> answer(bool of_head = false);
    // One request and its answer.
    std::optional<wire_answer> ask(std::string_view request);
    // What comes until `text` has come, or the end, or the time is over.
    std::string read_until(std::string_view text);
    // What comes until the other side ends.
    std::string read_to_end();
    // Whether the other side ended, and said nothing more.
    bool ended();
    // The name in the other side's certificate.
    std::string certificate_name() const;

  private:
    struct line;
    bool fill();  // some more bytes
    std::optional<std::string> body_of(const wire_answer& what);
    std::optional<std::string> take(std::size_t count);
    std::optional<std::string> take_line();

    std::unique_ptr<line> line_;
    std::string in_;
    bool timed_out_ = false;
};

}  // namespace parcours
