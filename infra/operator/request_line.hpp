// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace parcours {

// The first line of a request's head (RFC 9112, 3). Views into the head.
struct request_line {
    std::string_view method;
    std::string_view target;

    std::string_view path() const { return target.substr(0, target.find('?')); }
};

// Nothing where the head begins with no such line, of HTTP/1.0 or 1.1.
std::optional<request_line> read_request_line(std::string_view head);
// Whether a body follows the head; where a field is odd, it is taken for one that announces a body.
bool announces_body(std::string_view head);

}  // namespace parcours
