// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "infra/http/settings.hpp"
#include "query_api/http.hpp"

namespace parcours::http {

// What browsers of other origins are told, by setting. Tokens travel in Authorization, so no credentials are allowed.
class cors_rule {
  public:
    explicit cors_rule(const cors_settings& from);

    // The allowed origin of this request, to be echoed; empty where there is none.
    std::string_view allowed_origin(const request_head& head) const;
    bool is_preflight(const request_head& head) const;
    response preflight(std::string_view origin) const;
    // Whether answers differ by origin, so that caches must know.
    bool applies() const { return !settings_.origins.empty(); }
    // The fields of an answer to an allowed origin, each line ended.
    void append(std::string& head, std::string_view origin) const;

  private:
    cors_settings settings_;
    bool any_ = false;
    std::string methods_;
    std::string request_headers_;
    std::string response_headers_;
};

}  // namespace parcours::http
