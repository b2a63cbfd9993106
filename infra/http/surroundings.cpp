// SPDX-License-Identifier: Apache-2.0
#include "infra/http/surroundings.hpp"

#include <chrono>
#include <exception>

#include "infra/http/answer_text.hpp"

namespace parcours::http {

void surroundings::look_at_clock() {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    now_ms = std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

response problem_of(handler& routes, int status, std::string_view code, const request_head& head) {
    try {
        response answer = routes.problem(status, code, head);
        if (is_sendable(answer)) return answer;
    } catch (const std::exception&) {  // answered below: the client must hear of its error all the same
    }
    response plain;
    plain.status = status;
    plain.headers.add("Content-Type", "application/problem+json");
    plain.body = "{\"status\":" + std::to_string(status) + ",\"code\":\"" + std::string(code) + "\"}";
    return plain;
}

}  // namespace parcours::http
