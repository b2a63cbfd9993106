// SPDX-License-Identifier: Apache-2.0
// What the front says before there is a call: of a head alone, and in the server's place.
#include <algorithm>
#include <utility>

#include "query_api/front/front.hpp"
#include "query_api/front/refusals.hpp"

namespace parcours {
namespace {

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

// JSON is UTF-8 (RFC 8259, 8.1): whoever names another charset means other text than would be read.
bool is_json(std::string_view content_type) {
    auto rest = content_type;
    for (bool first = true; first || !rest.empty(); first = false) {
        const auto end = std::min(rest.find(';'), rest.size());
        const auto part = trimmed(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (first && !http::equals_ignoring_case(part, "application/json")) return false;
        constexpr std::string_view charset = "charset=";
        if (first || !http::equals_ignoring_case(part.substr(0, charset.size()), charset)) continue;
        const auto named = part.substr(charset.size());
        if (!http::equals_ignoring_case(named, "utf-8") && !http::equals_ignoring_case(named, "\"utf-8\""))
            return false;
    }
    return true;
}

bool is_as_it_was_written(const http::request_head& head) {
    const auto coding = head.headers.find("Content-Encoding");
    return !coding || coding->empty() || http::equals_ignoring_case(*coding, "identity");
}

// The head names a body; how long it is shows when it comes.
bool announces_body(const http::request_head& head) {
    const auto length = head.headers.find("Content-Length");
    return head.headers.find("Transfer-Encoding") || (length && *length != "0");
}

failure why_of(const struct problem& what) {
    return {what.status == 503 ? failure_code::unavailable : failure_code::invalid, "the server answers: " + what.code};
}

}  // namespace

struct problem problem_of(int status, std::string code, int retry_after_s) {
    struct problem what;
    what.status = status;
    what.code = std::move(code);
    what.retry_after_s = retry_after_s;
    return what;
}

struct problem no_route(const router::match& match) {
    if (match.allowed.empty()) return problem_of(404, "not_found");
    auto what = problem_of(405, "method_not_allowed");
    for (const auto each : match.allowed) {
        what.allow.emplace_back(http::to_string(each));
        if (each == http::method::get) what.allow.emplace_back("HEAD");
    }
    return what;
}

// For whoever runs the server, of an answer that it gives of its own.
http::response front::refusal_of(const struct problem& what, const http::request_head& head, request_seen seen) const {
    const auto by = visitor_of(head);
    seen.status = what.status;
    seen.trace = by.trace;
    if (seen_) seen_(seen);
    if (what.status >= 500 && with_.tell_fault) with_.tell_fault({seen.operation, by.trace, what.status, why_of(what)});
    return render(what, with_.words, by.language, by.trace);
}

http::response front::problem(int status, std::string_view code, const http::request_head& head) {
    const auto what = problem_of(status, std::string(code), status == 503 ? 1 : 0);
    // Made once, for every connection that the server will not let in and counts.
    if (code == "too_many_connections") {
        const auto by = visitor_of(head);
        return render(what, with_.words, by.language, by.trace);
    }
    const auto match = routes_.find(head.method, head.path);
    request_seen seen;
    seen.operation = match.found != nullptr ? match.found->operation : "";
    seen.refusal = code;
    return refusal_of(what, head, std::move(seen));
}

http::body_policy front::policy(const http::request_head& head) {
    http::body_policy policy;
    const auto match = routes_.find(head.method, head.path);
    if (match.found == nullptr) {
        // Who announces a body is told at once, before it is sent; else handle() tells.
        if (announces_body(head)) policy.refusal = refusal_of(no_route(match), head, {});
        return policy;
    }
    policy.limit_bytes = match.found->body_bytes_max;
    if (match.found->body.empty() || !announces_body(head)) return policy;
    if (!is_json(head.headers.find("Content-Type").value_or("")) || !is_as_it_was_written(head))
        policy.refusal = refusal_of(problem_of(415, "media_type_not_supported"), head, {match.found->operation});
    return policy;
}

}  // namespace parcours
