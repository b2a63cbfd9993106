// SPDX-License-Identifier: Apache-2.0
#include "infra/http/cors.hpp"

#include <algorithm>

namespace parcours::http {

namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
        if (!text.empty()) text += ", ";
        text += word;
    }
    return text;
}

}  // namespace

cors_rule::cors_rule(const cors_settings& from)
    : settings_(from),
      any_(std::find(from.origins.begin(), from.origins.end(), "*") != from.origins.end()),
      methods_(joined(from.methods)),
      request_headers_(joined(from.request_headers)),
      response_headers_(joined(from.response_headers)) {}

std::string_view cors_rule::allowed_origin(const request_head& head) const {
    if (!applies()) return {};
    const std::optional<std::string_view> origin = head.headers.find("Origin");
    if (!origin) return {};
    if (any_) return "*";
    const bool allowed =
        std::find(settings_.origins.begin(), settings_.origins.end(), *origin) != settings_.origins.end();
    return allowed ? *origin : std::string_view{};
}

bool cors_rule::is_preflight(const request_head& head) const {
    return applies() && head.method == method::options && head.headers.find("Origin") &&
           head.headers.find("Access-Control-Request-Method");
}

response cors_rule::preflight(std::string_view origin) const {
    response answer;
    answer.status = 204;
    if (!origin.empty()) {
        answer.headers.add("Access-Control-Allow-Methods", methods_);
        answer.headers.add("Access-Control-Allow-Headers", request_headers_);
        answer.headers.add("Access-Control-Max-Age", std::to_string(settings_.preflight_age_s));
    }
    return answer;
}

void cors_rule::append(std::string& head, std::string_view origin) const {
    if (!any_) head += "Vary: Origin\r\n";
    if (origin.empty()) return;
    head.append("Access-Control-Allow-Origin: ").append(origin).append("\r\n");
    if (!response_headers_.empty()) {
        head.append("Access-Control-Expose-Headers: ").append(response_headers_).append("\r\n");
    }
}

}  // namespace parcours::http
