// SPDX-License-Identifier: Apache-2.0
#include "query_api/problem.hpp"

#include <boost/json.hpp>

namespace parcours {
namespace {

boost::json::array errors_of(const problem& what, const texts& words, const std::string& language) {
    boost::json::array errors;
    for (const auto& each : what.fields) {
        errors.push_back({{"pointer", each.pointer},
                          {"code", each.code},
                          {"detail", words.say("field." + each.code, language, {{"limit", each.limit}})}});
    }
    return errors;
}

}  // namespace

http::response render(const problem& what, const texts& words, const std::string& language, const token128& trace) {
    boost::json::object body;
    body["type"] = "urn:parcours:problem:" + what.code;
    body["title"] = words.say("problem." + what.code + ".title", language, what.arguments);
    body["status"] = what.status;
    body["detail"] = words.say("problem." + what.code + ".detail", language, what.arguments);
    body["code"] = what.code;
    if (!what.rejection.empty()) body["rejection"] = what.rejection;
    if (!what.command.empty()) body["command_id"] = what.command;
    if (!what.fields.empty()) body["errors"] = errors_of(what, words, language);
    body["trace_id"] = to_hex(view(trace));

    http::response answer;
    answer.status = what.status;
    answer.headers.add("Content-Type", "application/problem+json");
    answer.headers.add("Content-Language", language);
    answer.headers.add("Cache-Control", "no-store");
    if (what.retry_after_s > 0) answer.headers.add("Retry-After", std::to_string(what.retry_after_s));
    if (what.status == 401) answer.headers.add("WWW-Authenticate", "Bearer");
    if (!what.allow.empty()) {
        std::string allow;
        for (const auto& each : what.allow) allow += (allow.empty() ? "" : ", ") + each;
        answer.headers.add("Allow", allow);
    }
    answer.body = boost::json::serialize(body);
    return answer;
}

}  // namespace parcours
