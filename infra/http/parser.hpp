// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "infra/http/settings.hpp"
#include "query_api/http.hpp"

namespace parcours::http {

// Why the server itself refuses a request; texts are the handler's.
struct refusal {
    int status = 0;
    std::string_view code;
};

// How the body of a request is delimited, and what becomes of the connection.
struct framing {
    std::optional<std::uint64_t> content_bytes;  // none: chunked, or no body
    bool chunked = false;
    bool keep_alive = false;
    bool http_1_0 = false;
    bool expects_continue = false;
    bool has_body() const { return chunked || content_bytes.value_or(0) > 0; }
};

// Reads requests from bytes as they come, and is stricter than the grammar where lenience lets two readers of one
// stream disagree on where a request ends.
class request_parser {
  public:
    enum class outcome : std::uint8_t { need_more, head, piece, finished, refused };
    struct step {
        std::size_t consumed = 0;
        outcome what = outcome::need_more;
    };

    explicit request_parser(const settings& limits);
    ~request_parser();

    // Forgets the request before.
    void start();
    // Until `head`; fields are copied, so that the bytes consumed may go.
    step parse_head(std::string_view input, request_head& into);
    // One `piece` at a time, until `finished` (which may come with a last piece).
    step parse_body(std::string_view input);

    bool started() const { return head_bytes_ > 0; }
    std::string_view piece() const;  // within the input of the last step
    const framing& frame() const { return frame_; }
    const refusal& refused() const { return refused_; }

  private:
    struct reading;

    step refuse(std::size_t consumed, int status, std::string_view code);
    step judged(std::size_t consumed, std::string_view rest);
    bool well_framed();

    const settings& limits_;
    std::unique_ptr<reading> reading_;
    std::size_t head_bytes_ = 0;  // consumed so far
    framing frame_;
    refusal refused_;
};

}  // namespace parcours::http
