// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "events/failure.hpp"
#include "events/time.hpp"

// The port by which answers reach people: what a route is given, what it gives back, and how both may be streamed.
namespace parcours::http {

enum class method : std::uint8_t { get, head, post, put, patch, delete_, options };

std::string_view to_string(method which);

// ASCII only, as the names of header fields are.
bool equals_ignoring_case(std::string_view a, std::string_view b);

// Header fields in the order they came. One text and offsets, so that a whole message costs two allocations.
class fields {
  public:
    struct field {
        std::string_view name;
        std::string_view value;
    };

    void add(std::string_view name, std::string_view value);
    void reserve(std::size_t count, std::size_t bytes);
    // The first field of that name, in any case of letters.
    std::optional<std::string_view> find(std::string_view name) const;
    std::size_t size() const { return places_.size(); }
    field operator[](std::size_t index) const;

  private:
    struct place {
        std::uint32_t name_at;
        std::uint32_t name_bytes;
        std::uint32_t value_bytes;  // the value follows the name
    };
    std::string text_;
    std::vector<place> places_;
};

struct parameter {
    std::string name;
    std::string value;
    bool operator==(const parameter&) const = default;
};

// What is known of a request before its body.
struct request_head {
    http::method method = http::method::get;
    std::string target;            // as it was sent
    std::string path;              // percent-decoded, UTF-8, begins with '/' (or is "*"); no control characters
    std::vector<parameter> query;  // percent-decoded, UTF-8, in order; '+' is a space
    fields headers;
    // The client's address, of IPv6 its network of 64 bits; from X-Forwarded-For only where a configured proxy said it.
    std::string peer;
    bool tls = false;  // whether the client's side is encrypted; from X-Forwarded-Proto likewise
    instant arrived_at;

    // The value of the first parameter of that name.
    std::optional<std::string_view> parameter_named(std::string_view name) const;
};

// A body given piece by piece, so that a large document never stands in memory whole. Destroyed on an I/O thread when
// all is sent or the client has gone, also while a piece is being made.
class body_source {
  public:
    struct piece {
        std::string bytes;
        bool last = false;
    };
    using ready = std::function<void(expected<piece>)>;

    virtual ~body_source() = default;
    // Bytes in all where known: then Content-Length, else chunked.
    virtual std::optional<std::uint64_t> size() const = 0;
    // Asks for the next piece of at most `bytes_max`. `done` is called once, at once or later, from any thread; a
    // failure ends the connection, for the answer has begun. Called on an I/O thread, one at a time: must not block.
    virtual void pull(std::size_t bytes_max, ready done) = 0;
};

// One server-sent event; `id` and `name` may be empty and hold no line breaks.
struct event {
    std::string id;
    std::string name;
    std::string text;
};

// One client that listens. Any thread may call any function. The server drops a client that does not read.
class event_stream {
  public:
    virtual ~event_stream() = default;
    // False once the client has gone or was dropped; the event is then lost, and the client asks for it again by id.
    virtual bool send(const event& what) = 0;
    // Ends the stream in good order after what was sent.
    virtual void close() = 0;
    virtual bool open() const = 0;
    // Called once, on an I/O thread, when the stream is over; at once where it is over already. Must not block.
    virtual void on_closed(std::function<void()> then) = 0;
};

// A body which is a stream of events. Called on an I/O thread when the head of the answer is on its way; the stream is
// shared, for the server and whoever tells the events live independently. Not called for HEAD.
struct events_opened {
    std::function<void(std::shared_ptr<event_stream>)> then;
};

using response_body =
    std::variant<std::string, std::shared_ptr<const std::string>, std::unique_ptr<body_source>, events_opened>;

// The server adds Date, Content-Length, Transfer-Encoding, Connection, the CORS fields and, where it compresses,
// Content-Encoding; fields of these names given here are left out.
struct response {
    int status = 200;
    fields headers;
    response_body body;
    bool compressible = true;  // false: never gzip, as for bytes of a secret beside text of the caller's
};

// Where answers go. Implemented by the server; a test may implement it.
class answer_channel {
  public:
    struct ticket {
        std::uint64_t connection = 0;
        std::uint32_t sequence = 0;
        bool accepts_gzip = false;
    };
    virtual ~answer_channel() = default;
    virtual void answer(const ticket& which, response&& what) = 0;
    virtual void abandon(const ticket& which) = 0;
};

// The right to answer one request once: from any thread, at any time, also after the client or the server has gone.
// Destroyed without an answer, the client is told 503.
class responder {
  public:
    // The channel is shared, for an answer may come after the connection, or the server, is gone.
    responder(std::shared_ptr<answer_channel> channel, answer_channel::ticket which)
        : channel_(std::move(channel)), ticket_(which) {}
    responder(responder&&) noexcept = default;
    responder& operator=(responder&& other) noexcept;
    ~responder();

    // A second call is a bug.
    void operator()(response what);
    bool pending() const { return channel_ != nullptr; }

  private:
    std::shared_ptr<answer_channel> channel_;
    answer_channel::ticket ticket_;
};

// Takes a body while it arrives. Destroyed without having come back in a request, the upload failed, perhaps while a
// piece is being written: discard it.
class body_sink {
  public:
    // Nothing: go on. An answer: the rest is not wanted.
    using taken = std::function<void(std::optional<response>)>;

    virtual ~body_sink() = default;
    // `done` is called once, at once or later, from any thread; the server reads no further before. Called on an I/O
    // thread: must not block.
    virtual void write(std::string piece, taken done) = 0;
};

// What may be done with a body, decided by the head alone.
struct body_policy {
    std::uint64_t limit_bytes = std::uint64_t{1} << 20;
    std::unique_ptr<body_sink> sink;  // none: buffered into request::body
    std::optional<response> refusal;  // answered at once; the body, where there is one, is not read
};

struct request {
    request_head head;
    std::string body;                 // bytes; empty where a sink took them
    std::unique_ptr<body_sink> sink;  // the policy's, now that it has everything
};

// What answers requests. Called on I/O threads, of which there may be several: must be thread-safe and must not block.
class handler {
  public:
    virtual ~handler() = default;
    virtual body_policy policy(const request_head& head) = 0;
    virtual void handle(request what, responder respond) = 0;
    // The body and type of an error the server itself found, in the caller's language; the head may be incomplete.
    // Codes: malformed_request 400, request_timeout 408, body_too_large 413, target_too_long 414, expectation_failed
    // 417, headers_too_large 431, internal 500, method_not_supported and coding_not_supported 501, no_answer and
    // too_many_connections 503, version_not_supported 505.
    virtual response problem(int status, std::string_view code, const request_head& head) = 0;
};

}  // namespace parcours::http
