// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query_api/command_gateway.hpp"
#include "query_api/http.hpp"
#include "query_api/texts.hpp"

namespace parcours {

// An answer that is no success (RFC 9457). `code` is stable, for programs; title and detail are texts in the caller's
// language, "problem.<code>.title" and ".detail".
struct problem {
    int status = 500;
    std::string code;
    texts::arguments arguments;         // of the texts
    std::vector<field_problem> fields;  // "errors": pointer, code, detail
    std::string rejection;              // of 409
    std::string command;                // the command's id, to repeat under
    int retry_after_s = 0;              // 0: no Retry-After
    std::vector<std::string> allow;     // methods, of 405
};

// application/problem+json with type, title, status, detail, code, trace_id and what else is set.
http::response render(const problem& what, const texts& words, const std::string& language, const token128& trace);

}  // namespace parcours
