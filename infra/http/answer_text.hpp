// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "query_api/http.hpp"

namespace parcours::http {

// What the server decides about the head of an answer.
struct answer_frame {
    std::string_view date;                       // "Tue, 24 Nov 2026 14:00:00 GMT"
    std::optional<std::uint64_t> content_bytes;  // none: chunked, or until the connection ends
    bool chunked = false;
    bool keep_alive = true;
    bool http_1_0 = false;
};

// Whether status and fields can be sent as they are: a value with a line break would be another answer.
bool is_sendable(const response& answer);

// An answer of this status has no body, nor a length of one.
bool is_bodiless(int status);

// Status line and fields without the empty line that ends them.
void append_head(std::string& out, const response& answer, const answer_frame& frame);

// One chunk of a chunked body; empty bytes append nothing, for an empty chunk is the end.
void append_chunk_size(std::string& out, std::size_t bytes);

std::string date_text(std::int64_t seconds_since_epoch);

}  // namespace parcours::http
